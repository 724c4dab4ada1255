using System.Text;
using Tomlyn.Model;

namespace OrleansSync.Helix.Toml;

/// <summary>
/// Changes keys of a text and nothing else: comments, order, spaces and line ends stay as they are. Each change reads the text
/// anew, so that positions are always true. The text has no byte order mark.
/// </summary>
internal sealed class TomlEditor
{
    private readonly string newLine;
    private TomlIndex index;

    /// <exception cref="Tomlyn.TomlException">The text is not TOML.</exception>
    public TomlEditor(string text)
    {
        Text = text;
        newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        index = TomlIndex.Of(text);
    }

    /// <summary>The text as it is now.</summary>
    public string Text { get; private set; }

    /// <summary>Gives a key a value; where it is written stays, a new key goes to the end of its table.</summary>
    public void Set(object value, params string[] path)
    {
        var literal = TomlLiteral.Value(value);
        if (index.Find(path) is { } leaf)
        {
            // The same value in another spelling is no change.
            if (TomlLiteral.Value(ReadValue(path)) == literal)
            {
                return;
            }

            Replace(leaf.ValueStart, leaf.ValueEnd, literal);
            return;
        }

        var line = $"{TomlLiteral.Key(path[^1])} = {literal}";
        var parent = path[..^1];
        if (index.Headers.Find(header => !header.IsArray && Is(header.Path, parent)) is { } table)
        {
            InsertLine(table.End, line);
        }
        else if (index.Find(parent) is { InsertAt: >= 0 } inline)
        {
            Insert(inline.InsertAt, inline.IsEmpty ? $" {line} " : $", {line}");
        }
        else if (parent.Length > 0 && index.Leaves.FindLast(sibling => IsDottedSibling(sibling, parent)) is { } dotted)
        {
            InsertLine(dotted.RemoveEnd, $"{Text[dotted.Path[dotted.OwnFrom].Start..dotted.Path[parent.Length - 1].End]}.{line}");
        }
        else if (parent.Length == 0)
        {
            InsertLine(index.RootEnd, line);
        }
        else if (IsInInline(parent))
        {
            Set(new TomlTable(inline: true), parent);
            Set(value, path);
        }
        else
        {
            AppendTable(parent, line);
        }
    }

    /// <summary>Writes an empty table unless there is one.</summary>
    public void AddTable(params string[] path)
    {
        if (index.Headers.Exists(header => Is(header.Path, path)) || index.Find(path) is not null)
        {
            return;
        }

        if (IsInInline(path))
        {
            Set(new TomlTable(inline: true), path);
        }
        else
        {
            AppendTable(path, line: null);
        }
    }

    /// <summary>Removes a key or a table with all that is in it, and the comments that stand directly above its headers.</summary>
    public void Remove(params string[] path)
    {
        while (index.Leaves.Find(leaf => TomlIndex.StartsWith(leaf.Path, path) && leaf.OwnFrom < path.Length) is { } leaf)
        {
            Replace(leaf.RemoveStart, leaf.RemoveEnd, "");
        }

        while (index.Headers.Find(header => TomlIndex.StartsWith(header.Path, path)) is { } header)
        {
            var (start, end) = BlockOf(header);
            Replace(start, end, "");
        }
    }

    /// <summary>True when a key or a table with that name, or anything in it, is written.</summary>
    public bool Has(params string[] path) =>
        index.Leaves.Exists(leaf => TomlIndex.StartsWith(leaf.Path, path)) || index.Headers.Exists(header => TomlIndex.StartsWith(header.Path, path));

    /// <summary>Removes a table that has nothing in it any more.</summary>
    public void RemoveIfEmpty(params string[] path)
    {
        if (Has(path) && ReadValue(path) is TomlTable { Count: 0 })
        {
            Remove(path);
        }
    }

    /// <summary>Gives a part of a table's name another name, wherever the table is written.</summary>
    /// <param name="name">The new name.</param>
    /// <param name="at">Which part, from 0.</param>
    /// <param name="path">The table's name until now.</param>
    public void Rename(string name, int at, string[] path)
    {
        var literal = TomlLiteral.Key(name);
        var places = index.Headers.Where(header => TomlIndex.StartsWith(header.Path, path)).Select(header => header.Path[at])
            .Concat(index.Leaves.Where(leaf => TomlIndex.StartsWith(leaf.Path, path) && leaf.OwnFrom <= at).Select(leaf => leaf.Path[at]))
            .Distinct().OrderByDescending(part => part.Start);
        var changed = new StringBuilder(Text);
        foreach (var place in places)
        {
            changed.Remove(place.Start, place.End - place.Start).Insert(place.Start, literal);
        }

        // A dotted key cannot always take a name that a header has elsewhere.
        if (!TryTake(changed.ToString()) || Has(path))
        {
            // Written below a header that others share: it moves to a table of its own.
            Move(path, [.. path[..at], name, .. path[(at + 1)..]]);
        }
    }

    private void Move(string[] from, string[] to)
    {
        var value = ReadValue(from);
        Remove(from);
        if (value is TomlTable table)
        {
            AddTable(to);
            SetAll(table, to);
        }
        else
        {
            Set(value, to);
        }
    }

    private void SetAll(TomlTable table, string[] path)
    {
        foreach (var key in table.Keys)
        {
            Set(table[key], [.. path, key]);
        }
    }

    private object ReadValue(string[] path)
    {
        object value = TomlText.Read(Text, []) ?? throw new InvalidOperationException("A text that was read cannot be read again.");
        foreach (var name in path)
        {
            value = ((TomlTable)value)[name];
        }

        return value;
    }

    private void AppendTable(string[] path, string? line)
    {
        var text = new StringBuilder();
        // Beside its relatives: behind the last table that shares the longest beginning of the name.
        var at = Text.Length;
        for (var length = path.Length - 1; length > 0; length--)
        {
            if (index.Headers.FindLast(header => TomlIndex.StartsWith(header.Path, path.AsSpan(0, length))) is { } relative)
            {
                at = EndWithComments(relative.End);
                break;
            }
        }

        if (at > 0 && Text[at - 1] != '\n')
        {
            text.Append(newLine);
        }

        if (at > 0 && !Text[..at].EndsWith("\n\n", StringComparison.Ordinal) && !Text[..at].EndsWith("\n\r\n", StringComparison.Ordinal))
        {
            text.Append(newLine);
        }

        text.Append('[').Append(TomlLiteral.Key(path)).Append(']').Append(newLine);
        if (line is not null)
        {
            text.Append(line).Append(newLine);
        }

        if (at < Text.Length && Text[at] is not ('\n' or '\r'))
        {
            text.Append(newLine);
        }

        Insert(at, text.ToString());
    }

    private void InsertLine(int at, string line)
    {
        var begin = at > 0 && Text[at - 1] != '\n' ? newLine : "";
        Insert(at, $"{begin}{line}{newLine}");
    }

    private (int Start, int End) BlockOf(TomlHeader header)
    {
        var start = header.Start;
        while (start > 0 && index.LineStart(start - 1) is var above && IsComment(above) && above > 0)
        {
            start = above;
        }

        var end = EndWithComments(header.End);
        // The blank lines behind it go too, or the gaps would add up.
        while (end < Text.Length && Text[end..index.LineEnd(end)].AsSpan().IsWhiteSpace())
        {
            end = index.LineEnd(end);
        }

        return (start, end);
    }

    private int EndWithComments(int end)
    {
        var after = end;
        while (after < Text.Length && IsComment(after))
        {
            after = index.LineEnd(after);
        }

        // Comments that lead over to the next header without a gap belong to that one.
        return after < Text.Length && Text.AsSpan(after).TrimStart([' ', '\t']).StartsWith("[") ? end : after;
    }

    private bool IsComment(int lineStart) => Text.AsSpan(lineStart).TrimStart([' ', '\t']).StartsWith("#");

    private static bool Is(IReadOnlyList<TomlPart> path, string[] names) => path.Count == names.Length && TomlIndex.StartsWith(path, names);

    private static bool IsDottedSibling(TomlLeaf leaf, string[] parent) =>
        !leaf.IsInline && !leaf.IsInArray && leaf.Path.Count > parent.Length && leaf.OwnFrom < parent.Length && TomlIndex.StartsWith(leaf.Path, parent);

    private void Insert(int at, string text) => Replace(at, at, text);

    private void Replace(int start, int end, string text) => Take(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)));

    private bool IsInInline(string[] path)
    {
        for (var length = path.Length - 1; length > 0; length--)
        {
            if (index.Find(path.AsSpan(0, length)) is { InsertAt: >= 0 })
            {
                return true;
            }
        }

        return false;
    }

    private bool TryTake(string text)
    {
        if (TomlText.Read(text, []) is null)
        {
            return false;
        }

        Take(text);
        return true;
    }

    private void Take(string text)
    {
        index = TomlIndex.Of(text);
        Text = text;
    }
}
