using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class NotNode(Node operand) : Node(ValueKind.Boolean, operand.IsConstant, Possibilities.Not(operand.Possible))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var result = operand.Evaluate(row);
        return result.Failure is not null || result.Value.IsNull ? result : Of(!result.IsTrue);
    }
}
