using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary><c>a &gt;= low and a &lt;= high</c>, with the operand evaluated once.</summary>
internal sealed class BetweenNode(Node operand, Node low, Node high)
    : Node(ValueKind.Boolean, operand.IsConstant && low.IsConstant && high.IsConstant, Results(operand.Possible, low.Possible, high.Possible))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var value = operand.Evaluate(row);
        return JoinNode.Merge(
            CompareNode.Compare(BinaryOperator.GreaterOrEqual, value, low.Evaluate(row)),
            CompareNode.Compare(BinaryOperator.LessOrEqual, value, high.Evaluate(row)),
            isAnd: true);
    }

    private static Possible Results(Possible operand, Possible low, Possible high) =>
        Possibilities.Join(Possibilities.Strict([operand, low], Possible.Value), Possibilities.Strict([operand, high], Possible.Value), isAnd: true);
}
