using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>The truth tables, on sets of results.</summary>
internal static class Possibilities
{
    private static readonly Possible[] Each = [Possible.True, Possible.False, Possible.Null, Possible.Fails];

    public static Possible Of(Value value) => value switch
    {
        { IsNull: true } => Possible.Null,
        BooleanValue boolean => boolean.IsTrue ? Possible.True : Possible.False,
        _ => Possible.Value,
    };

    public static Possible Not(Possible operand) =>
        (operand & (Possible.Null | Possible.Fails)) | (operand.HasFlag(Possible.True) ? Possible.False : 0) | (operand.HasFlag(Possible.False) ? Possible.True : 0);

    /// <summary>Of <c>and</c>; with the roles of true and false swapped, of <c>or</c>. The deciding one wins over failure, failure over null.</summary>
    public static Possible Join(Possible left, Possible right, bool isAnd)
    {
        var decides = isAnd ? Possible.False : Possible.True;
        var result = Possible.None;
        foreach (var one in Each)
        {
            foreach (var other in Each)
            {
                if (left.HasFlag(one) && right.HasFlag(other))
                {
                    result |= one == decides || other == decides ? decides
                        : one == Possible.Fails || other == Possible.Fails ? Possible.Fails
                        : one == Possible.Null || other == Possible.Null ? Possible.Null
                        : one;
                }
            }
        }

        return result;
    }

    /// <summary>Of an operator that needs all of its operands: a failure wins, then a null.</summary>
    public static Possible Strict(IEnumerable<Possible> operands, Possible own)
    {
        var (result, values) = (Possible.None, true);
        foreach (var operand in operands)
        {
            result |= operand & (Possible.Null | Possible.Fails);
            values &= (operand & Possible.Value) != 0;
        }

        return values ? result | own : result;
    }

    public static Possible NullTest(Possible operand, bool negated)
    {
        var result = (operand & Possible.Fails) | (operand.HasFlag(Possible.Null) ? Possible.True : 0) | ((operand & Possible.Value) != 0 ? Possible.False : 0);
        return negated ? Not(result) : result;
    }
}
