using System.Collections.Immutable;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>Collects problems: one for each place, in the order of the text, and not more than anyone reads.</summary>
internal sealed class Problems(string text)
{
    private readonly SortedDictionary<int, ExpressionProblem> found = [];
    private bool closed;

    public bool Any => found.Count > 0;

    /// <summary>Adds a problem after which nothing is looked at any more.</summary>
    public void AddLast(ExpressionProblemKind kind, Span span, string message, string hint)
    {
        Add(kind, span, message, hint);
        closed = true;
    }

    public void Add(ExpressionProblemKind kind, Span span, string message, string hint = "")
    {
        if (!closed)
        {
            found.TryAdd(span.Offset, new ExpressionProblem(kind, SourcePosition.Of(text, span), message, hint));
        }
    }

    public ImmutableArray<ExpressionProblem> ToImmutable() => [.. found.Values.Take(ExpressionLimits.ProblemsMax)];
}
