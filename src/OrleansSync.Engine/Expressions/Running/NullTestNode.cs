using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class NullTestNode(Node operand, bool negated) : Node(ValueKind.Boolean, operand.IsConstant, Possibilities.NullTest(operand.Possible, negated))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var result = operand.Evaluate(row);
        return result.Failure is not null ? result : Of(result.Value.IsNull != negated);
    }
}
