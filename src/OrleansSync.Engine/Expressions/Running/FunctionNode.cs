using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>A function or an operator that needs all of its arguments: the first failure wins, then any null, unless nulls are its business.</summary>
internal sealed class FunctionNode(ImmutableArray<Node> arguments, ValueKind kind, FunctionBody body, bool takesNulls, SourcePosition position) : Node(
    kind, arguments.All(argument => argument.IsConstant), Results(arguments, takesNulls))
{
    public override Evaluation Evaluate(ReadOnlySpan<Value> row)
    {
        var values = new Value[arguments.Length];
        var anyNull = false;
        for (var index = 0; index < values.Length; index++)
        {
            var result = arguments[index].Evaluate(row);
            if (result.Failure is not null)
            {
                return result;
            }

            values[index] = result.Value;
            anyNull |= result.Value.IsNull;
        }

        if (anyNull && !takesNulls)
        {
            return Null;
        }

        var rule = body(values, out var value);
        return rule == EvaluationRule.None ? new Evaluation(value) : Fail(rule, position);
    }

    private static Possible Results(ImmutableArray<Node> arguments, bool takesNulls) => takesNulls
        ? Possible.Value | Possible.Null | Possible.Fails
        : Possibilities.Strict(arguments.Select(argument => argument.Possible), Possible.Value | Possible.Null | Possible.Fails);
}
