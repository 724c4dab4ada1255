using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>The first argument that is not null; those behind it are not evaluated.</summary>
internal sealed class CoalesceNode(ImmutableArray<Node> arguments, ValueKind kind) : Node(kind, arguments.All(argument => argument.IsConstant), Results(arguments))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        foreach (var argument in arguments)
        {
            var result = argument.Evaluate(row);
            if (result.Failure is not null || !result.Value.IsNull)
            {
                return result;
            }
        }

        return Null;
    }

    private static Possible Results(ImmutableArray<Node> arguments)
    {
        var result = Possible.None;
        foreach (var argument in arguments)
        {
            result |= argument.Possible & ~Possible.Null;
            if (!argument.Possible.HasFlag(Possible.Null))
            {
                return result;
            }
        }

        return result | Possible.Null;
    }
}
