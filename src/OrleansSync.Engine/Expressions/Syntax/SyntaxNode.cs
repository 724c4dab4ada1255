using System.Collections.Immutable;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>An expression as it was written, without its parentheses.</summary>
internal abstract record SyntaxNode(Span Span)
{
    /// <summary>A value that was written out.</summary>
    public sealed record Literal(Value Value, Span Span) : SyntaxNode(Span);

    public sealed record Column(string Name, bool Quoted, Span Span) : SyntaxNode(Span);

    public sealed record Not(SyntaxNode Operand, Span Span) : SyntaxNode(Span);

    public sealed record Negate(SyntaxNode Operand, Span Span) : SyntaxNode(Span);

    /// <summary>An operator between two operands; the span of the operator is where its failures are reported.</summary>
    public sealed record Binary(BinaryOperator Operator, SyntaxNode Left, SyntaxNode Right, Span OperatorSpan) : SyntaxNode(Left.Span.To(Right.Span));

    public sealed record In(SyntaxNode Operand, ImmutableArray<SyntaxNode> Items, bool Negated, Span Span) : SyntaxNode(Span);

    public sealed record Between(SyntaxNode Operand, SyntaxNode Low, SyntaxNode High, bool Negated, Span Span) : SyntaxNode(Span);

    public sealed record Like(SyntaxNode Operand, SyntaxNode Pattern, SyntaxNode? Escape, bool Negated, Span Span) : SyntaxNode(Span);

    public sealed record NullTest(SyntaxNode Operand, bool Negated, Span Span) : SyntaxNode(Span);

    public sealed record Call(string Name, Span NameSpan, ImmutableArray<SyntaxNode> Arguments, Span Span) : SyntaxNode(Span);

    /// <summary>What could not be read; it was reported.</summary>
    public sealed record Broken(Span Span) : SyntaxNode(Span);
}
