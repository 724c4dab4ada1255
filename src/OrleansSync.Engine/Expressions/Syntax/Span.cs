namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>A stretch of the text.</summary>
internal readonly record struct Span(int Offset, int Length)
{
    public int End => Offset + Length;

    public Span To(Span last) => new(Offset, Math.Max(last.End, End) - Offset);
}
