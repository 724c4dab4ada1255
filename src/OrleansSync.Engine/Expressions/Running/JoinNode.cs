using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary><c>and</c> and <c>or</c>. What decides wins over a failure, on whichever side; a failure wins over null.</summary>
internal sealed class JoinNode(Node left, Node right, bool isAnd)
    : Node(ValueKind.Boolean, left.IsConstant && right.IsConstant, Possibilities.Join(left.Possible, right.Possible, isAnd))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var first = left.Evaluate(row);
        if (Decides(first))
        {
            return first;
        }

        var second = right.Evaluate(row);
        return Merge(first, second, isAnd);
    }

    /// <summary>The truth table for two results.</summary>
    public static Evaluation Merge(in Evaluation first, in Evaluation second, bool isAnd) =>
        first.Failure is null && first.Value is BooleanValue one && one.IsTrue != isAnd ? first
        : second.Failure is null && second.Value is BooleanValue other && other.IsTrue != isAnd ? second
        : first.Failure is not null ? first
        : second.Failure is not null ? second
        : first.Value.IsNull ? first : second;

    private bool Decides(in Evaluation result) => result.Failure is null && result.Value is BooleanValue boolean && boolean.IsTrue != isAnd;
}
