using Tomlyn.Model;
using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Makes the values of a document, and finds what no grammar can: keys and tables that are there already.</summary>
internal sealed class ModelBuilder
{
    private const int DepthMax = 63;
    private readonly DiagnosticsBag diagnostics;
    private readonly Dictionary<TomlTable, Origin> origins = new(ReferenceEqualityComparer.Instance);

    private ModelBuilder(DiagnosticsBag diagnostics) => this.diagnostics = diagnostics;

    /// <summary>Builds the values; conflicts go to the document's diagnostics.</summary>
    public static TomlTable Build(DocumentSyntax document)
    {
        var builder = new ModelBuilder(document.Diagnostics);
        var root = new TomlTable();
        builder.AddAll(root, document.KeyValues);
        foreach (var header in document.Tables)
        {
            if (builder.Open(root, header) is { } table)
            {
                builder.AddAll(table, header.Items);
            }
        }

        return root;
    }

    /// <summary>The table that a header names, null when it cannot be.</summary>
    private TomlTable? Open(TomlTable root, TableSyntaxBase header)
    {
        var names = Names(header.Name!); // The grammar has made sure.
        if (names.Length > DepthMax)
        {
            return Refuse(header.Name!, $"A table stands at most {DepthMax} deep.");
        }

        var table = root;
        foreach (var name in names[..^1])
        {
            table.TryGetValue(name, out var known);
            var next = known switch
            {
                null => Create(table, name, new Origin(IsHeader: false, Section: null)),
                TomlTable { Kind: ObjectKind.Table } inside => inside,
                TomlTableArray list => list[^1],
                _ => null,
            };
            if (next is null)
            {
                return Refuse(header.Name!, $"'{name}' is a value already, and no table that could hold another.");
            }

            table = next;
        }

        table.TryGetValue(names[^1], out var there);
        return header switch
        {
            TableArraySyntax => Append(table, names[^1], there, header.Name!),
            _ when there is null => Create(table, names[^1], new Origin(IsHeader: true, Section: null)),
            _ when there is TomlTable known && origins.TryGetValue(known, out var origin) && origin is { IsHeader: false, Section: null } => Mark(known),
            _ => Refuse(header.Name!, $"'{string.Join('.', names)}' is defined already."),
        };
    }

    private TomlTable? Append(TomlTable parent, string name, object? there, KeySyntax key)
    {
        var list = there as TomlTableArray;
        if (there is not null && list is null)
        {
            return Refuse(key, $"'{name}' is defined already, and not as an array of tables.");
        }

        if (list is null)
        {
            parent[name] = list = [];
        }

        var table = new TomlTable();
        origins[table] = new Origin(IsHeader: true, Section: null);
        list.Add(table);
        return table;
    }

    private void AddAll(TomlTable section, IEnumerable<KeyValueSyntax> entries)
    {
        foreach (var entry in entries)
        {
            Add(section, entry);
        }
    }

    private void Add(TomlTable section, KeyValueSyntax entry)
    {
        var names = Names(entry.Key!); // The grammar has made sure.
        if (names.Length > DepthMax)
        {
            Refuse(entry.Key!, $"A key stands at most {DepthMax} deep.");
            return;
        }

        var table = section;
        foreach (var name in names[..^1])
        {
            // Dotted keys may add to what dotted keys of the same section have made, and to nothing else.
            var next = !table.TryGetValue(name, out var known) ? Create(table, name, new Origin(IsHeader: false, section))
                : known is TomlTable made && origins.TryGetValue(made, out var origin) && origin.Section == section ? made
                : null;
            if (next is null)
            {
                Refuse(entry.Key!, $"'{name}' is defined already, and not by dotted keys of this table.");
                return;
            }

            table = next;
        }

        var value = Value(entry.Value!);
        if (!((IDictionary<string, object>)table).TryAdd(names[^1], value))
        {
            Refuse(entry.Key!, $"The key '{string.Join('.', names)}' is there already.");
        }
    }

    private TomlTable Create(TomlTable parent, string name, Origin origin)
    {
        var table = new TomlTable();
        origins[table] = origin;
        parent.Add(name, table);
        return table;
    }

    private TomlTable Mark(TomlTable table)
    {
        origins[table] = new Origin(IsHeader: true, Section: null);
        return table;
    }

    private TomlTable? Refuse(KeySyntax key, string message)
    {
        diagnostics.Error(key.Span, message);
        return null;
    }

    private object Value(ValueSyntax value)
    {
        switch (value)
        {
            case StringValueSyntax text: return text.Value!; // The parser has set it.
            case IntegerValueSyntax integer: return integer.Value;
            case FloatValueSyntax number: return number.Value;
            case BooleanValueSyntax boolean: return boolean.Value;
            case DateTimeValueSyntax moment: return moment.Value;
            case ArraySyntax array:
                var list = new TomlArray();
                foreach (var item in array.Items)
                {
                    list.Add(Value(item.Value!));
                }

                return list;
            default:
                var table = new TomlTable(inline: true);
                AddAll(table, ((InlineTableSyntax)value).Items.Select(item => item.KeyValue!));
                return table;
        }
    }

    private static string[] Names(KeySyntax key) => [.. key.DotKeys.Select(item => item.Key!).Prepend(key.Key!).Select(Name)];

    private static string Name(BareKeyOrStringValueSyntax part) => part is BareKeySyntax bare ? bare.Key!.Text! : ((StringValueSyntax)part).Value!;

    /// <summary>How a table came to be: by its own header, by the dotted keys of a section, or as a step on the way to a header.</summary>
    private sealed record Origin(bool IsHeader, TomlTable? Section);
}
