namespace OrleansSync.Engine.Expressions;

/// <summary>A place in the text of an expression, in UTF-16 units.</summary>
/// <param name="Offset">Where it starts, from 0.</param>
/// <param name="Length">How long it is; 0 at the end of the text.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column in the line, from 1.</param>
public readonly record struct SourcePosition(int Offset, int Length, int Line, int Column)
{
    /// <summary>The place, for people.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {Line}, column {Column}");

    internal static SourcePosition Of(string text, Syntax.Span span)
    {
        var before = text.AsSpan(0, span.Offset);
        return new(span.Offset, span.Length, before.Count('\n') + 1, span.Offset - before.LastIndexOf('\n'));
    }
}
