using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Expressions;

/// <summary>One thing that is wrong with an expression. What the caller wrote is not repeated; names of columns and functions are.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it is.</param>
/// <param name="Message">What is wrong or what was expected, as a sentence.</param>
/// <param name="Hint">The way out, as a sentence; may be empty.</param>
public sealed record ExpressionProblem(ExpressionProblemKind Kind, SourcePosition Position, string Message, string Hint)
{
    /// <summary>The problem as one of the field that holds the expression.</summary>
    public FieldViolation ToViolation(string field) => new(field, $"At {Position}: {Message}{(Hint.Length > 0 ? " " : "")}{Hint}");
}
