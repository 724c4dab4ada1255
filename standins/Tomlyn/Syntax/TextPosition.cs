namespace Tomlyn.Syntax;

/// <summary>A place in a text; all three numbers count from 0, columns in code points.</summary>
public struct TextPosition(int offset, int line, int column) : IEquatable<TextPosition>
{
    /// <summary>In UTF-16 units.</summary>
    public int Offset { get; set; } = offset;

    /// <summary>The column.</summary>
    public int Column { get; set; } = column;

    /// <summary>The line.</summary>
    public int Line { get; set; } = line;

    /// <summary>Line and column as people count them, from 1.</summary>
    public override readonly string ToString() => $"({Line + 1},{Column + 1})";

    /// <inheritdoc />
    public readonly bool Equals(TextPosition other) => (Offset, Line, Column) == (other.Offset, other.Line, other.Column);

    /// <inheritdoc />
    public override readonly bool Equals(object? obj) => obj is TextPosition other && Equals(other);

    /// <inheritdoc />
    public override readonly int GetHashCode() => Offset;

    /// <summary>True for the same place.</summary>
    public static bool operator ==(TextPosition left, TextPosition right) => left.Equals(right);

    /// <summary>True for two places.</summary>
    public static bool operator !=(TextPosition left, TextPosition right) => !left.Equals(right);
}
