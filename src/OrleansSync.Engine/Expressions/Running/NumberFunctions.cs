using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>Arithmetic in decimals, which hold 28 digits; what has more after the point is rounded to them.</summary>
internal static class NumberFunctions
{
    private const int DigitsMax = 28;

    public static EvaluationRule Add(ReadOnlySpan<Value> arguments, out Value result) => Checked(arguments, static (left, right) => left + right, out result);

    public static EvaluationRule Subtract(ReadOnlySpan<Value> arguments, out Value result) => Checked(arguments, static (left, right) => left - right, out result);

    public static EvaluationRule Multiply(ReadOnlySpan<Value> arguments, out Value result) => Checked(arguments, static (left, right) => left * right, out result);

    public static EvaluationRule Divide(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        return Number(arguments[1]) == 0 ? EvaluationRule.DivisionByZero : Checked(arguments, static (left, right) => left / right, out result);
    }

    public static EvaluationRule Negate(ReadOnlySpan<Value> arguments, out Value result) => Done(-Number(arguments[0]), out result);

    public static EvaluationRule Abs(ReadOnlySpan<Value> arguments, out Value result) => Done(Math.Abs(Number(arguments[0])), out result);

    public static EvaluationRule Floor(ReadOnlySpan<Value> arguments, out Value result) => Done(Math.Floor(Number(arguments[0])), out result);

    public static EvaluationRule Ceil(ReadOnlySpan<Value> arguments, out Value result) => Done(Math.Ceiling(Number(arguments[0])), out result);

    /// <summary>Halves go away from zero, as in PostgreSQL.</summary>
    public static EvaluationRule Round(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var digits = arguments.Length > 1 ? Number(arguments[1]) : 0;
        return digits.Scale != 0 || digits < 0 || digits > DigitsMax
            ? EvaluationRule.BadCount
            : Done(Math.Round(Number(arguments[0]), (int)digits, MidpointRounding.AwayFromZero), out result);
    }

    private static EvaluationRule Checked(ReadOnlySpan<Value> arguments, Func<decimal, decimal, decimal> operation, out Value result)
    {
        try
        {
            return Done(operation(Number(arguments[0]), Number(arguments[1])), out result);
        }
        catch (OverflowException)
        {
            result = Value.Null;
            return EvaluationRule.NumberOverflow;
        }
    }

    private static EvaluationRule Done(decimal number, out Value result)
    {
        result = new NumberValue(number);
        return EvaluationRule.None;
    }

    private static decimal Number(Value value) => ((NumberValue)value).Number;
}
