using System.Globalization;
using System.Text;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>From one kind of value to another, with a failure for what has no counterpart.</summary>
internal static class CastFunctions
{
    // Longer texts are no numbers that could be kept; their cost is not paid.
    private const int NumberLengthMax = 100;

    public static EvaluationRule ToText(ReadOnlySpan<Value> arguments, out Value result) => TextFunctions.Make(
        arguments[0] switch
        {
            TextValue text => text.Text,
            NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
            BooleanValue boolean => boolean.IsTrue ? "true" : "false",
            DateValue date => Moments.Text(date),
            InstantValue instant => Moments.Text(instant),
            JsonValue json => json.Text,
            _ => "",
        },
        out result);

    public static EvaluationRule ToNumber(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var text = ((TextValue)arguments[0]).Text;
        if (text.Length > NumberLengthMax)
        {
            return EvaluationRule.NotANumber;
        }

        if (Numbers.TryParse(Encoding.UTF8.GetBytes(text), out var number, out var failure))
        {
            result = new NumberValue(number);
            return EvaluationRule.None;
        }

        return failure.Rule is ValueRule.NumberTooLarge or ValueRule.NumberTooFine ? EvaluationRule.NumberOverflow : EvaluationRule.NotANumber;
    }

    public static EvaluationRule ToDate(ReadOnlySpan<Value> arguments, out Value result)
    {
        var date = arguments[0] is InstantValue instant
            ? new DateValue(DateOnly.FromDateTime(instant.ToDateTimeOffset().UtcDateTime))
            : Moments.Date(((TextValue)arguments[0]).Text);
        result = date ?? Value.Null;
        return date is null ? EvaluationRule.NotADate : EvaluationRule.None;
    }
}
