using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary><c>a = x or a = y or ...</c>; a list of constants is looked up at once.</summary>
internal sealed class InNode : Node
{
    private readonly Node operand;
    private readonly ImmutableArray<Node> items;
    private readonly HashSet<Value>? constants;

    public InNode(Node operand, ImmutableArray<Node> items)
        : base(ValueKind.Boolean, operand.IsConstant && items.All(item => item.IsConstant), Results(operand, items))
    {
        (this.operand, this.items) = (operand, items);
        constants = items.All(item => item is ConstantNode { Value.IsNull: false }) ? [.. items.Cast<ConstantNode>().Select(item => item.Value)] : null;
    }

    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var value = operand.Evaluate(row);
        if (value.Failure is not null || (constants is not null && value.Value.IsNull))
        {
            return value;
        }

        if (constants is not null)
        {
            return Of(constants.Contains(value.Value));
        }

        var result = Of(false);
        foreach (var item in items)
        {
            result = JoinNode.Merge(result, CompareNode.Compare(BinaryOperator.Equal, value, item.Evaluate(row)), isAnd: false);
            if (result.IsTrue)
            {
                break;
            }
        }

        return result;
    }

    private static Possible Results(Node operand, ImmutableArray<Node> items) => items.Aggregate(
        Possible.False,
        (all, item) => Possibilities.Join(all, Possibilities.Strict([operand.Possible, item.Possible], Possible.Value), isAnd: false));
}
