namespace OrleansSync.Engine.Expressions;

/// <summary>Why an expression has no result for one row, without any value.</summary>
/// <param name="Rule">The reason.</param>
/// <param name="Position">The part of the expression that failed.</param>
public sealed record EvaluationFailure(EvaluationRule Rule, SourcePosition Position)
{
    /// <summary>The reason and the way out, as a sentence.</summary>
    public string Problem => Rule switch
    {
        EvaluationRule.DivisionByZero => "A number is divided by zero; guard it with 'divisor <> 0 and ...'.",
        EvaluationRule.NumberOverflow => "A number is too large or has too many digits.",
        EvaluationRule.NotANumber => "A text given to to_number is no number.",
        EvaluationRule.NotADate => "A text given to to_date is no date of the form 2026-01-31.",
        EvaluationRule.TextTooLong => "A text gets too long.",
        EvaluationRule.BadCount => "A count or a position is no whole number in its range.",
        EvaluationRule.BadPattern => "A pattern of like is too long, or ends in its escape character.",
        EvaluationRule.RowMismatch => "The row does not have the columns that the expression was saved with.",
        _ => "",
    };
}
