using System.Globalization;
using System.Text.RegularExpressions;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Tests.Expressions;

/// <summary>The meaning of expressions, written as plainly as it can be: null, values of .NET, and one failure.</summary>
internal static class Reference
{
    // One character: a pair of surrogates is never halved.
    private const string One = "(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|(?![\uD800-\uDBFF][\uDC00-\uDFFF]).)";

    public static readonly object Failure = "failure".ToCharArray();

    public static object? Evaluate(SyntaxNode node, Value[] row)
    {
        object? Run(SyntaxNode inner) => Evaluate(inner, row);
        switch (node)
        {
            case SyntaxNode.Literal literal: return Plain(literal.Value);
            case SyntaxNode.Column column: return Plain(row[Sample.Columns.Find(column.Name, column.Quoted).Ordinal]);
            case SyntaxNode.Not not: return Not(Run(not.Operand));
            case SyntaxNode.Negate negate: return Strict([Run(negate.Operand)], given => -(decimal)given[0]);
            case SyntaxNode.Binary { Operator: BinaryOperator.And } and: return And(Run(and.Left), Run(and.Right));
            case SyntaxNode.Binary { Operator: BinaryOperator.Or } or: return Or(Run(or.Left), Run(or.Right));
            case SyntaxNode.Binary binary: return Strict([Run(binary.Left), Run(binary.Right)], given => Apply(binary.Operator, given[0], given[1]));
            case SyntaxNode.In among:
                object? found = false;
                foreach (var item in among.Items)
                {
                    found = Or(found, Strict([Run(among.Operand), Run(item)], given => Apply(BinaryOperator.Equal, given[0], given[1])));
                }

                return among.Negated ? Not(found) : found;
            case SyntaxNode.Between between:
                var within = And(
                    Strict([Run(between.Operand), Run(between.Low)], given => Apply(BinaryOperator.GreaterOrEqual, given[0], given[1])),
                    Strict([Run(between.Operand), Run(between.High)], given => Apply(BinaryOperator.LessOrEqual, given[0], given[1])));
                return between.Negated ? Not(within) : within;
            case SyntaxNode.Like like:
                var matches = Strict([Run(like.Operand), Run(like.Pattern)], given => Like((string)given[0], (string)given[1], '!'));
                return like.Negated ? Not(matches) : matches;
            case SyntaxNode.NullTest test: return Run(test.Operand) is var value && value == Failure ? Failure : value is null != test.Negated;
            case SyntaxNode.Call { Name: "coalesce" } call: return call.Arguments.Select(Run).FirstOrDefault(argument => argument is not null);
            case SyntaxNode.Call { Name: "concat" } call: return Strict([.. call.Arguments.Select(argument => Run(argument) ?? "")], given => string.Concat(given));
            case SyntaxNode.Call { Name: "replace" } call:
                return Strict([Run(call.Arguments[0]), Run(call.Arguments[1]), Run(call.Arguments[2]) ?? ""], given => ((string)given[0]).Replace((string)given[1], (string)given[2], StringComparison.Ordinal));
            case SyntaxNode.Call call: return Strict([.. call.Arguments.Select(Run)], given => Apply(call.Name, given));
            default: throw new InvalidOperationException("The tree is broken.");
        }
    }

    /// <summary>A pattern as a regular expression, for short texts.</summary>
    public static bool Like(string text, string pattern, char escape)
    {
        var regex = "";
        for (var at = 0; at < pattern.Length; at++)
        {
            regex += pattern[at] == escape && ++at < pattern.Length ? Regex.Escape(pattern[at].ToString())
                : pattern[at] == '%' ? $"(?:{One})*"
                : pattern[at] == '_' ? One
                : Regex.Escape(pattern[at].ToString());
        }

        return Regex.IsMatch(text, $"\\A(?:{regex})\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    public static object? Plain(Value value) => value switch
    {
        TextValue text => text.Text.Length == 0 ? null : text.Text,
        NumberValue number => number.Number,
        BooleanValue boolean => boolean.IsTrue,
        DateValue date => date.Date,
        _ => null,
    };

    private static object? Not(object? operand) => operand is bool given ? !given : operand;

    private static object? And(object? left, object? right) =>
        left is false || right is false ? false : left == Failure || right == Failure ? Failure : left is null || right is null ? null : true;

    private static object? Or(object? left, object? right) => Not(And(Not(left), Not(right)));

    private static object? Strict(object?[] operands, Func<object[], object?> body)
    {
        if (operands.Contains(Failure) || operands.Contains(null))
        {
            return operands.Contains(Failure) ? Failure : null;
        }

        try
        {
            return body([.. operands.Select(operand => operand ?? "")]) is var result && result is "" ? null : result;
        }
        catch (Exception exception) when (exception is ArithmeticException or FormatException)
        {
            return Failure;
        }
    }

    private static object? Apply(BinaryOperator found, object left, object right) => found switch
    {
        BinaryOperator.Add => (decimal)left + (decimal)right,
        BinaryOperator.Subtract => (decimal)left - (decimal)right,
        BinaryOperator.Multiply => (decimal)left * (decimal)right,
        BinaryOperator.Divide => (decimal)left / (decimal)right,
        BinaryOperator.Concat => (string)left + (string)right,
        BinaryOperator.Equal => Order(left, right) == 0,
        BinaryOperator.NotEqual => Order(left, right) != 0,
        BinaryOperator.Less => Order(left, right) < 0,
        BinaryOperator.LessOrEqual => Order(left, right) <= 0,
        BinaryOperator.Greater => Order(left, right) > 0,
        _ => Order(left, right) >= 0,
    };

    private static int Order(object left, object right) =>
        left is string text ? System.Text.Encoding.UTF32.GetBytes(text).Chunk(4).Select(unit => BitConverter.ToInt32(unit)).ToArray().AsSpan().SequenceCompareTo(System.Text.Encoding.UTF32.GetBytes((string)right).Chunk(4).Select(unit => BitConverter.ToInt32(unit)).ToArray())
        : ((IComparable)left).CompareTo(right);

    private static object? Apply(string name, object[] given)
    {
        var runes = given[0] is string text ? text.EnumerateRunes().Select(rune => rune.ToString()).ToList() : [];
        string Join(IEnumerable<string> parts) => string.Concat(parts);
        switch (name)
        {
            case "lower": return ((string)given[0]).ToLowerInvariant();
            case "upper": return ((string)given[0]).ToUpperInvariant();
            case "trim": return ((string)given[0]).Trim(' ');
            case "length": return (decimal)runes.Count;
            case "left": return Count(given[1]) is var first && first >= 0 ? Join(runes.Take(first)) : Join(runes.SkipLast(-first));
            case "right": return Count(given[1]) is var last && last >= 0 ? Join(runes.TakeLast(last)) : Join(runes.Skip(-last));
            case "substring": return Join(runes.Skip(Count(given[1]) - 1));
            case "to_number": return decimal.Parse((string)given[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
            case "to_text": return Plain(new TextValue(new NumberValue((decimal)given[0]).Number.ToString(CultureInfo.InvariantCulture)));
            case "abs": return Math.Abs((decimal)given[0]);
            case "round": return Math.Round((decimal)given[0], MidpointRounding.AwayFromZero);
            case "floor": return Math.Floor((decimal)given[0]);
            case "ceil": return Math.Ceiling((decimal)given[0]);
            default: throw new InvalidOperationException($"The reference does not know {name}.");
        }
    }

    private static int Count(object given) => (decimal)given % 1 == 0 && Math.Abs((decimal)given) <= 999_999_999 ? (int)(decimal)given : throw new FormatException();
}
