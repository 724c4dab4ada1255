using System.Text;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>Functions of texts. Characters are code points; an empty result is null; a long one is refused before it is built.</summary>
internal static class TextFunctions
{
    private const decimal CountMax = 999_999_999;

    public static EvaluationRule Lower(ReadOnlySpan<Value> arguments, out Value result) => Make(Text(arguments[0]).ToLowerInvariant(), out result);

    public static EvaluationRule Upper(ReadOnlySpan<Value> arguments, out Value result) => Make(Text(arguments[0]).ToUpperInvariant(), out result);

    public static EvaluationRule Trim(ReadOnlySpan<Value> arguments, out Value result) => Make(Text(arguments[0]).Trim(' '), out result);

    public static EvaluationRule Length(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = new NumberValue(CodePointText.Length(Text(arguments[0])));
        return EvaluationRule.None;
    }

    /// <summary>As in SQL: the first character is number 1, and characters before it count as there but empty.</summary>
    public static EvaluationRule Substring(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var count = CountMax;
        if (!IsCount(arguments[1], out var from) || (arguments.Length > 2 && (!IsCount(arguments[2], out count) || count < 0)))
        {
            return EvaluationRule.BadCount;
        }

        var start = Math.Max(from, 1);
        return Make(CodePointText.Slice(Text(arguments[0]), (long)start - 1, (long)Math.Max(from + count - start, 0)), out result);
    }

    /// <summary>The first characters; with a negative count, all but the last ones.</summary>
    public static EvaluationRule Left(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var text = Text(arguments[0]);
        return IsCount(arguments[1], out var count)
            ? Make(CodePointText.Slice(text, 0, (long)(count < 0 ? CodePointText.Length(text) + count : count)), out result)
            : EvaluationRule.BadCount;
    }

    /// <summary>The last characters; with a negative count, all but the first ones.</summary>
    public static EvaluationRule Right(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var text = Text(arguments[0]);
        return IsCount(arguments[1], out var count)
            ? Make(CodePointText.Slice(text, (long)(count < 0 ? -count : CodePointText.Length(text) - count), long.MaxValue), out result)
            : EvaluationRule.BadCount;
    }

    /// <summary>A null replacement takes the found texts out; any other null argument makes null.</summary>
    public static EvaluationRule Replace(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        if (arguments[0].IsNull || arguments[1].IsNull)
        {
            return EvaluationRule.None;
        }

        var (text, sought, replacement) = (Text(arguments[0]), Text(arguments[1]), arguments[2].IsNull ? "" : Text(arguments[2]));
        long found = 0;
        if (replacement.Length > sought.Length)
        {
            for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + sought.Length, StringComparison.Ordinal))
            {
                found++;
            }
        }

        return text.Length + (found * (replacement.Length - sought.Length)) > ExpressionLimits.TextLengthMax && found > 0
            ? EvaluationRule.TextTooLong
            : Make(text.Replace(sought, replacement, StringComparison.Ordinal), out result);
    }

    /// <summary>Joins what is not null.</summary>
    public static EvaluationRule Concat(ReadOnlySpan<Value> arguments, out Value result)
    {
        result = Value.Null;
        var output = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (!argument.IsNull && output.Length + (long)Text(argument).Length > ExpressionLimits.TextLengthMax)
            {
                return EvaluationRule.TextTooLong;
            }

            output.Append(argument.IsNull ? "" : Text(argument));
        }

        return Make(output.ToString(), out result);
    }

    /// <summary>Keeps a text as a result.</summary>
    public static EvaluationRule Make(string text, out Value result)
    {
        var tooLong = text.Length > ExpressionLimits.TextLengthMax;
        result = tooLong || text.Length == 0 ? Value.Null : new TextValue(text);
        return tooLong ? EvaluationRule.TextTooLong : EvaluationRule.None;
    }

    private static string Text(Value value) => ((TextValue)value).Text;

    private static bool IsCount(Value value, out decimal count)
    {
        count = ((NumberValue)value).Number;
        return count.Scale == 0 && Math.Abs(count) <= CountMax;
    }
}
