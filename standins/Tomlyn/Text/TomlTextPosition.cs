namespace Tomlyn.Text;

/// <summary>A place in a text; all three numbers count from 0, columns in code points.</summary>
public readonly struct TomlTextPosition(int offset, int line, int column)
{
    /// <summary>In UTF-16 units.</summary>
    public int Offset { get; } = offset;

    /// <summary>The line.</summary>
    public int Line { get; } = line;

    /// <summary>The column.</summary>
    public int Column { get; } = column;

    /// <summary>Line and column as people count them, from 1.</summary>
    public override string ToString() => $"({Line + 1},{Column + 1})";
}
