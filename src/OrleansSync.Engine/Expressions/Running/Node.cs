using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>A part of an expression that was checked, ready to be evaluated many times. Holds no state.</summary>
internal abstract class Node(ValueKind kind, bool isConstant, Possible possible)
{
    protected static readonly Evaluation Null = new(Value.Null);

    private static readonly Evaluation True = new(BooleanValue.True);
    private static readonly Evaluation False = new(BooleanValue.False);

    /// <summary>The kind of its values; <see cref="ValueKind.Null"/> for a bare null.</summary>
    public ValueKind Kind { get; } = kind;

    /// <summary>True when it reads no column.</summary>
    public bool IsConstant { get; } = isConstant;

    /// <summary>What it can result in.</summary>
    public Possible Possible { get; } = possible;

    /// <summary>Never throws, and never gives Unknown: the caller looks at the columns first.</summary>
    public abstract Evaluation Evaluate(ReadOnlySpan<Value> row);

    protected static Evaluation Of(bool isTrue) => isTrue ? True : False;

    protected static Evaluation Fail(EvaluationRule rule, SourcePosition position) => new(Value.Null, new EvaluationFailure(rule, position));
}
