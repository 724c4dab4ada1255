using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class CompareNode(BinaryOperator comparison, Node left, Node right)
    : Node(ValueKind.Boolean, left.IsConstant && right.IsConstant, Possibilities.Strict([left.Possible, right.Possible], Possible.Value))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var first = left.Evaluate(row);
        return first.Failure is not null ? first : Compare(comparison, first, right.Evaluate(row));
    }

    /// <summary>Compares two results.</summary>
    public static Evaluation Compare(BinaryOperator comparison, in Evaluation first, in Evaluation second)
    {
        if (first.Failure is not null || second.Failure is not null)
        {
            return first.Failure is not null ? first : second;
        }

        if (first.Value.IsNull || second.Value.IsNull)
        {
            return Null;
        }

        return Of(comparison switch
        {
            BinaryOperator.Equal => first.Value.Equals(second.Value),
            BinaryOperator.NotEqual => !first.Value.Equals(second.Value),
            BinaryOperator.Less => first.Value.CompareTo(second.Value) < 0,
            BinaryOperator.LessOrEqual => first.Value.CompareTo(second.Value) <= 0,
            BinaryOperator.Greater => first.Value.CompareTo(second.Value) > 0,
            _ => first.Value.CompareTo(second.Value) >= 0,
        });
    }
}
