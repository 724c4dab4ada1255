using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

internal sealed class ConstantNode(Value value, ValueKind kind) : Node(kind, isConstant: true, Possibilities.Of(value))
{
    private readonly Evaluation result = new(value);

    public Value Value => result.Value;

    public override Evaluation Evaluate(ReadOnlySpan<Value> row) => result;
}
