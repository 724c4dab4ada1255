namespace OrleansSync.Engine.Expressions;

/// <summary>The three ways in which an evaluation ends.</summary>
public enum EvaluationStatus
{
    /// <summary>With a value, which may be null.</summary>
    Done,

    /// <summary>A column that the expression reads was not sent; the row must be read from the table first.</summary>
    Unknown,

    /// <summary>With a failure.</summary>
    Failed,
}
