using System.Collections.Immutable;
using System.Text;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Items;

/// <summary>What is worked out once from a binding: paths, what is asked for, and the readers of its fields.</summary>
internal sealed class BoundList
{
    private readonly ImmutableArray<BoundField> ordered;
    private Found last = new([], []);

    public BoundList(ListId id, ListBinding binding)
    {
        (Id, Binding) = (id, binding);
        Names = new RowColumns(binding.Fields.Select(field => field.Name));
        var byName = binding.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        ordered = [.. Names.Names.Select(name => byName[name])];
        Reader = new GraphFields(
            [
                .. ordered.Select(field => new ListField(field.Pair.Column, field.Pair.Kind)),
                new(new ListColumn(binding.KeyColumn, ListColumnKind.Text), ValueKind.Text),
                .. binding.MarkColumn is { } mark ? [new(new ListColumn(mark, ListColumnKind.Boolean), ValueKind.Boolean)] : Array.Empty<ListField>(),
            ],
            binding.Rules);
        Path = $"sites/{Uri.EscapeDataString(binding.SiteId)}/lists/{binding.ListGuid}";
        Select = string.Join(',', ordered.Select(field => field.Pair.Column.ReadName).Append(binding.KeyColumn).Concat(binding.MarkColumn is null ? [] : [binding.MarkColumn]).Distinct(StringComparer.Ordinal));
        Expand = $"fields($select={Select})";
        ItemsUrl = Encoding.UTF8.GetBytes($"/{Path}/items");
    }

    /// <summary>The catalog's number of the list.</summary>
    public ListId Id { get; }

    /// <summary>What it was made of.</summary>
    public ListBinding Binding { get; }

    /// <summary>The names of rows.</summary>
    public RowColumns Names { get; }

    /// <summary>Reads the mapped fields in the order of <see cref="Names"/>, after them the key, and the mark where there is one.</summary>
    public GraphFields Reader { get; }

    /// <summary>The list's path after the version.</summary>
    public string Path { get; }

    /// <summary>The names of the fields that are asked for. The key's column is hidden, so its values come only when it is named (4.8).</summary>
    public string Select { get; }

    /// <summary>What <c>$expand</c> is given.</summary>
    public string Expand { get; }

    /// <summary>The address of the items as members of batches have it.</summary>
    public byte[] ItemsUrl { get; }

    /// <summary>The field of a row's column; null when it is not mapped.</summary>
    public BoundField? Find(string name)
    {
        var index = Names.IndexOf(name);
        return index < 0 ? null : ordered[index];
    }

    /// <summary>The fields of a row's columns, each null when it is not mapped. Rows of one table share their names, so that they are looked up once.</summary>
    public ImmutableArray<BoundField?> Find(ImmutableArray<string> names)
    {
        var known = last;
        if (known.Names != names)
        {
            last = known = new(names, [.. names.Select(Find)]);
        }

        return known.Fields;
    }

    /// <summary>Makes values that were read canonical, in place; false with the first that is refused.</summary>
    public bool TryCanonicalise(Span<Value> values, out ValueFailure failure)
    {
        for (var index = 0; index < ordered.Length; index++)
        {
            if (!Canonicaliser.TryApply(ordered[index].Pair, values[index], Binding.Rules, out values[index], out failure))
            {
                return false;
            }
        }

        failure = default;
        return true;
    }

    private sealed record Found(ImmutableArray<string> Names, ImmutableArray<BoundField?> Fields);
}
