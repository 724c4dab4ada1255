using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions;

/// <summary>What an expression says of one row.</summary>
public readonly record struct Evaluation
{
    internal Evaluation(Value value, EvaluationFailure? failure = null)
    {
        Value = value;
        Failure = failure;
    }

    /// <summary>How it ended.</summary>
    public EvaluationStatus Status => Failure is not null ? EvaluationStatus.Failed : Value.IsUnknown ? EvaluationStatus.Unknown : EvaluationStatus.Done;

    /// <summary>The result; null when it failed, Unknown when the row must be read first.</summary>
    public Value Value { get; }

    /// <summary>Why there is no result, when it failed.</summary>
    public EvaluationFailure? Failure { get; }

    /// <summary>True for true, and neither for null nor for a failure.</summary>
    public bool IsTrue => Value is BooleanValue { IsTrue: true };
}
