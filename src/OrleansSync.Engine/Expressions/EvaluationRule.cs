namespace OrleansSync.Engine.Expressions;

/// <summary>Why an expression has no result for one row. Added to, never renamed: parked rows keep the name.</summary>
public enum EvaluationRule
{
    /// <summary>None.</summary>
    None,

    /// <summary>A division by zero.</summary>
    DivisionByZero,

    /// <summary>A number beyond 79,228,162,514,264,337,593,543,950,335, or not exact enough to be read.</summary>
    NumberOverflow,

    /// <summary>A text that is no number.</summary>
    NotANumber,

    /// <summary>A text that is no date.</summary>
    NotADate,

    /// <summary>A text longer than <see cref="ExpressionLimits.TextLengthMax"/>.</summary>
    TextTooLong,

    /// <summary>A count or a position that is no whole number of at most nine digits, or that is negative where it may not be.</summary>
    BadCount,

    /// <summary>A pattern of <c>like</c> that is too long or ends in its escape.</summary>
    BadPattern,

    /// <summary>The row has no value for the column, or one of another kind.</summary>
    RowMismatch,
}
