namespace Tomlyn.Syntax;

/// <summary>A piece of a named text; both ends belong to it.</summary>
public struct SourceSpan(string fileName, TextPosition start, TextPosition end)
{
    /// <summary>The text's name; may be empty.</summary>
    public string FileName = fileName;

    /// <summary>The first character.</summary>
    public TextPosition Start = start;

    /// <summary>The last character.</summary>
    public TextPosition End = end;

    /// <summary>Where it starts, in UTF-16 units.</summary>
    public readonly int Offset => Start.Offset;

    /// <summary>Its length in UTF-16 units.</summary>
    public readonly int Length => End.Offset - Start.Offset + 1;

    /// <summary>Name and both ends.</summary>
    public override readonly string ToString() => $"{FileName}{Start}-{End}";

    /// <summary>Name and start.</summary>
    public readonly string ToStringSimple() => $"{FileName}{Start}";
}
