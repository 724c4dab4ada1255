using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;

namespace OrleansSync.Engine.Mapping;

/// <summary>Proposes which column belongs to which field, by names and types. Pure. A pair that would be refused when it is saved is never proposed.</summary>
public static partial class MappingProposals
{
    private const int ForeignKey = 85;
    private const string TitleField = "Title";
    private static readonly string[] TitleNames = ["name", "title", "subject", "label", "caption", "bezeichnung"];

    /// <summary>The proposals, the best first; each column and each field at most once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="fields">The columns of the list.</param>
    /// <param name="kept">Internal names of columns that are kept by OrleansSync itself.</param>
    /// <param name="direction">Which way changes are to flow.</param>
    /// <param name="parents">The lists that the table's foreign keys can look up.</param>
    public static ImmutableArray<MappingProposal> Propose(
        RelationInfo table, ImmutableArray<KnownColumn> fields, IReadOnlySet<string> kept, SyncDirection direction, params ImmutableArray<ParentList> parents)
    {
        var candidates =
            from column in table.Columns
            from field in fields
            where !kept.Contains(field.Column.Name) && !field.IsHidden
            let proposal = field.Column.Kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup ? Lookup(table, column, field, parents) : Score(column, field, direction)
            where proposal is not null
            orderby proposal.Confidence descending, column.Number, field.Column.Name
            select proposal;
        var (columns, taken, chosen) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<MappingProposal>());
        foreach (var proposal in candidates)
        {
            if (!columns.Contains(proposal.Mapping.Column) && !taken.Contains(proposal.Mapping.Field))
            {
                columns.Add(proposal.Mapping.Column);
                taken.Add(proposal.Mapping.Field);
                chosen.Add(proposal);
            }
        }

        return chosen.ToImmutable();
    }

    // A key of the parent is no number of an item, so a lookup is proposed only where the parent's list is known to be the one that it points to.
    private static MappingProposal? Lookup(RelationInfo table, ColumnInfo column, KnownColumn field, ImmutableArray<ParentList> parents)
    {
        var only = parents.Where(parent => Guid.TryParse(field.LookupList, out var list) && list == parent.ListGuid).ToImmutableArray();
        return LookupPlan.Find(table, column, choice: null, only) is { Parent: { } parent } && !field.Column.IsReadOnly && field.Column.Kind == ListColumnKind.Lookup
            ? new(
                new(column.Name, field.Column.Name, MappingDirection.PushOnly, LookupDefinition: parent.DefinitionId), Math.Max(ByName(column.Name, field).Confidence, ForeignKey),
                $"The foreign key points to the table of {parent.DefinitionName}, and the field looks up its list")
            : null;
    }

    private static MappingProposal? Score(ColumnInfo column, KnownColumn field, SyncDirection direction)
    {
        var (byName, why) = ByName(column.Name, field);
        if (byName == 0)
        {
            return null;
        }

        var mapped = field.Column.IsReadOnly || column.Identity == IdentityKind.Generated && direction == SyncDirection.Pull ? null : DirectionOf(column, direction);
        if (mapped is not { } way)
        {
            return null;
        }

        var pushes = way != MappingDirection.PullOnly;
        return MappingCheck.Check(column.Type, field.Column, pushes) switch
        {
            MappingVerdict.Lossless => new(new(column.Name, field.Column.Name, way), byName, $"{why}; every value comes back as it was."),
            MappingVerdict.Normalised => new(new(column.Name, field.Column.Name, way), byName - 5, $"{why}; values are changed only in form."),
            _ when MappingCheck.Check(column.Type, field.Column, pushes, valuesFit: true) is not MappingVerdict.Refused =>
                new(new(column.Name, field.Column.Name, way, ValuesFit: true), byName - 30, $"{why}; not every value of {column.TypeText} fits, so rows whose value does not are parked."),
            _ => null,
        };
    }

    private static MappingDirection? DirectionOf(ColumnInfo column, SyncDirection direction) =>
        column.Identity is IdentityKind.Generated or IdentityKind.Always ? direction == SyncDirection.Pull ? null : MappingDirection.PushOnly : MappingDirection.Both;

    private static (int Confidence, string Why) ByName(string column, KnownColumn field)
    {
        if (field.DisplayName == column || field.Column.Name == column)
        {
            return (100, "Same name");
        }

        var (plain, display, name) = (Plain(column), Plain(field.DisplayName), Plain(Decode(field.Column.Name)));
        if (plain.Length > 0 && (plain == display || plain == name))
        {
            return (90, "Same name but for case, blanks and signs");
        }

        if (field.Column.Name == TitleField && TitleNames.Contains(plain))
        {
            return (70, "Title is what people see of an item, and this looks like a name");
        }

        return plain.Length >= 4 && (display == plain + "s" || plain == display + "s") ? (60, "Names differ by a plural only") : (0, "");
    }

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name.Where(char.IsLetterOrDigit))
        {
            plain.Append(char.ToLowerInvariant(character));
        }

        return plain.ToString();
    }

    // The service escapes signs of internal names: "a b" is a_x0020_b (sharepoint-graph.md 4).
    private static string Decode(string name) => Escaped().Replace(name, match => ((char)int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("_x([0-9a-fA-F]{4})_")]
    private static partial Regex Escaped();
}
