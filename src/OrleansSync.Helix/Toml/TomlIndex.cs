using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace OrleansSync.Helix.Toml;

/// <summary>Where the keys of a text are written, so that one can be changed without touching another byte.</summary>
internal sealed class TomlIndex
{
    private readonly string text;

    private TomlIndex(string text) => this.text = text;

    /// <summary>The headers, in order.</summary>
    public List<TomlHeader> Headers { get; } = [];

    /// <summary>The keys with values, in order; an inline table comes before its entries.</summary>
    public List<TomlLeaf> Leaves { get; } = [];

    /// <summary>Behind the last key before the first header; 0 when there is none.</summary>
    public int RootEnd { get; private set; }

    /// <summary>Reads a text without a byte order mark.</summary>
    /// <exception cref="Tomlyn.TomlException">The text is not TOML.</exception>
    public static TomlIndex Of(string text)
    {
        var index = new TomlIndex(text);
        var document = SyntaxParser.ParseStrict(text);
        foreach (var item in document.KeyValues)
        {
            index.RootEnd = index.AddLine([], item, isInArray: false);
        }

        // Under [[a]] and in the tables below it, a dotted key means the last element only.
        var arrays = new List<string[]>();
        foreach (var table in document.Tables)
        {
            var path = Parts(table.Name!); // A text without errors has names.
            if (table is TableArraySyntax)
            {
                arrays.Add([.. path.Select(part => part.Name)]);
            }

            var isInArray = arrays.Exists(array => StartsWith(path, array));
            var start = index.LineStart(path[0].Start);
            var end = index.LineEnd(path[^1].End);
            foreach (var item in table.Items)
            {
                end = index.AddLine(path, item, isInArray);
            }

            index.Headers.Add(new TomlHeader(path, table is TableArraySyntax, index.LineOf(start), start, end));
        }

        return index;
    }

    /// <summary>The key with exactly this path, or null.</summary>
    public TomlLeaf? Find(params ReadOnlySpan<string> path)
    {
        foreach (var leaf in Leaves)
        {
            if (!leaf.IsInArray && leaf.Path.Count == path.Length && StartsWith(leaf.Path, path))
            {
                return leaf;
            }
        }

        return null;
    }

    /// <summary>The line of a key or of the table with that name, from 1; 0 when neither is written.</summary>
    public int LineOf(params ReadOnlySpan<string> path)
    {
        foreach (var header in Headers)
        {
            if (header.Path.Count == path.Length && StartsWith(header.Path, path))
            {
                return header.Line;
            }
        }

        foreach (var leaf in Leaves)
        {
            if (StartsWith(leaf.Path, path))
            {
                return leaf.Line;
            }
        }

        foreach (var header in Headers)
        {
            if (StartsWith(header.Path, path))
            {
                return header.Line;
            }
        }

        return 0;
    }

    /// <summary>True when a path begins with these names.</summary>
    public static bool StartsWith(IReadOnlyList<TomlPart> path, ReadOnlySpan<string> prefix)
    {
        if (path.Count < prefix.Length)
        {
            return false;
        }

        for (var i = 0; i < prefix.Length; i++)
        {
            if (path[i].Name != prefix[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the line of a position begins.</summary>
    public int LineStart(int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    /// <summary>Behind the line end of a position's line.</summary>
    public int LineEnd(int position)
    {
        var end = text.IndexOf('\n', position);
        return end < 0 ? text.Length : end + 1;
    }

    private int LineOf(int position) => text.AsSpan(0, position).Count('\n') + 1;

    private int AddLine(TomlPart[] prefix, KeyValueSyntax item, bool isInArray)
    {
        var value = item.Value!; // A text without errors has a value for each key.
        TomlPart[] path = [.. prefix, .. Parts(item.Key!)];
        var end = LineEnd(EndOf(value));
        Add(path, prefix.Length, value, LineStart(path[prefix.Length].Start), end, isInArray, isInline: false);
        return end;
    }

    private void Add(TomlPart[] path, int ownFrom, ValueSyntax value, int removeStart, int removeEnd, bool isInArray, bool isInline)
    {
        var start = value.Span.Offset;
        var leaf = new TomlLeaf(path, ownFrom, LineOf(path[ownFrom].Start), start, EndOf(value), removeStart, removeEnd) { IsInline = isInline, IsInArray = isInArray };
        if (value is not InlineTableSyntax inline)
        {
            Leaves.Add(leaf);
            return;
        }

        var items = inline.Items.ToList();
        var insertAt = items.Count == 0 ? inline.OpenBrace!.Span.Offset + 1 : EndOf(items[^1].KeyValue!.Value!);
        Leaves.Add(leaf with { InsertAt = insertAt, IsEmpty = items.Count == 0 });
        for (var i = 0; i < items.Count; i++)
        {
            var entry = items[i].KeyValue!; // As above.
            var own = Parts(entry.Key!);
            var entryEnd = EndOf(entry.Value!);
            // Its own comma goes with an entry; with the last one goes the comma before it.
            var (from, to) = i < items.Count - 1
                ? (own[0].Start, Parts(items[i + 1].KeyValue!.Key!)[0].Start)
                : i > 0 ? (EndOf(items[i - 1].KeyValue!.Value!), entryEnd) : (own[0].Start, entryEnd);
            Add([.. path, .. own], path.Length, entry.Value!, from, to, isInArray, isInline: true);
        }
    }

    private static int EndOf(ValueSyntax value) => value.Span.Offset + value.Span.Length;

    private static TomlPart[] Parts(KeySyntax key) => [PartOf(key.Key!), .. key.DotKeys.Select(dotted => PartOf(dotted.Key!))];

    private static TomlPart PartOf(BareKeyOrStringValueSyntax part)
    {
        var (name, token) = part switch
        {
            BareKeySyntax bare => (bare.Key!.Text!, bare.Key!),
            StringValueSyntax quoted => (quoted.Value!, quoted.Token!),
            _ => throw new InvalidOperationException("A key has parts of two kinds only."),
        };
        return new TomlPart(name, token.Span.Offset, token.Span.Offset + token.Span.Length);
    }
}
