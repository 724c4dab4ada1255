namespace Tomlyn.Text;

/// <summary>A piece of a named text; both ends belong to it.</summary>
public readonly struct TomlSourceSpan(string sourceName, TomlTextPosition start, TomlTextPosition end)
{
    /// <summary>The file, or whatever the caller named the text.</summary>
    public string SourceName { get; } = sourceName;

    /// <summary>The first character.</summary>
    public TomlTextPosition Start { get; } = start;

    /// <summary>The last character.</summary>
    public TomlTextPosition End { get; } = end;

    /// <summary>Where it starts, in UTF-16 units.</summary>
    public int Offset => Start.Offset;
}
