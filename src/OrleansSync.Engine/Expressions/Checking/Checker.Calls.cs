using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Expressions.Syntax;
using OrleansSync.Engine.Values;
using static OrleansSync.Engine.Expressions.ExpressionProblemKind;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>Calls of functions, and <c>like</c>.</summary>
internal sealed partial class Checker
{
    private const int DefaultEscape = '\\';

    private Node? Call(SyntaxNode.Call call)
    {
        if (IsNamed(call, Functions.Coalesce))
        {
            return Coalesce(call);
        }

        if (IsNamed(call, Functions.DatePart) || IsNamed(call, Functions.DateTrunc))
        {
            return WithUnit(call, truncates: IsNamed(call, Functions.DateTrunc));
        }

        if (Functions.Find(call.Name) is { } function)
        {
            return Declared(call, function);
        }

        problems.Add(
            NoSuchFunction,
            call.NameSpan,
            "There is no function of this name.",
            Suggestions.Nearest(call.Name, Functions.Names) is { } near ? $"Did you mean {near}?" : $"There are {string.Join(", ", Functions.Names.Order(StringComparer.Ordinal))}.");
        BindAll(call.Arguments);
        return null;
    }

    private FunctionNode? Declared(SyntaxNode.Call call, FunctionSignature function)
    {
        if (call.Arguments.Length < function.Required || call.Arguments.Length > function.ArgumentsMax)
        {
            problems.Add(ArgumentCount, call.NameSpan, $"The function {function.Name} takes other arguments.", $"Write {function.Usage}.");
            BindAll(call.Arguments);
            return null;
        }

        var arguments = call.Arguments.Select((argument, index) => Wanted(argument, function.KindsOf(index))).ToList();
        return arguments.Contains(null) ? null : new FunctionNode([.. arguments.OfType<Node>()], function.Result, function.Body, function.TakesNulls, At(call.NameSpan));
    }

    private CoalesceNode? Coalesce(SyntaxNode.Call call)
    {
        if (call.Arguments.IsEmpty)
        {
            problems.Add(ArgumentCount, call.NameSpan, "The function coalesce takes other arguments.", "Write coalesce(first, second, ...).");
            return null;
        }

        var arguments = BindAll(call.Arguments);
        var kind = arguments.Find(argument => argument is not null && argument.Kind != ValueKind.Null)?.Kind ?? ValueKind.Null;
        var good = true;
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] is { } argument && argument.Kind != kind && argument.Kind != ValueKind.Null)
            {
                problems.Add(KindMismatch, call.Arguments[index].Span, $"Expected a {Kinds.Name(kind)}, as before; this is a {Kinds.Name(argument.Kind)}.", Kinds.Way(argument.Kind, kind));
                good = false;
            }
        }

        return good && !arguments.Contains(null) ? new CoalesceNode([.. arguments.OfType<Node>()], kind) : null;
    }

    private FunctionNode? WithUnit(SyntaxNode.Call call, bool truncates)
    {
        if (call.Arguments.Length != 2)
        {
            problems.Add(ArgumentCount, call.NameSpan, "The function takes a unit and a date or timestamp.", "Write date_part('year', column) or date_trunc('month', column).");
            BindAll(call.Arguments);
            return null;
        }

        var moment = Wanted(call.Arguments[1], [ValueKind.Date, ValueKind.Instant]);
        var units = moment?.Kind == ValueKind.Date ? TimeFunctions.Units[..3] : TimeFunctions.Units;
        var unit = call.Arguments[0] is SyntaxNode.Literal { Value: TextValue given } ? Array.Find(units, name => string.Equals(name, given.Text, StringComparison.OrdinalIgnoreCase)) : null;
        if (unit is null)
        {
            problems.Add(KindMismatch, call.Arguments[0].Span, "Expected a unit, written out.", $"Write one of {string.Join(", ", units.Select(name => $"'{name}'"))}.");
            return null;
        }

        return moment is null ? null : new FunctionNode([moment], truncates ? moment.Kind : ValueKind.Number, truncates ? TimeFunctions.Truncate(unit) : TimeFunctions.Part(unit), takesNulls: false, At(call.NameSpan));
    }

    private LikeNode? Like(SyntaxNode.Like like)
    {
        var (operand, pattern, escape) = (Wanted(like.Operand, [ValueKind.Text]), Wanted(like.Pattern, [ValueKind.Text]), Escape(like.Escape));
        if (operand is null || pattern is null || escape is null)
        {
            return null;
        }

        if (pattern is not ConstantNode constant)
        {
            return new LikeNode(operand, pattern, null, escape.Value, At(like.Pattern.Span));
        }

        if (constant.Value is not TextValue wanted)
        {
            problems.Add(ComparedWithNull, like.Pattern.Span, "The empty text is null, and a comparison with null is never true.", "Write is null or is not null.");
            return null;
        }

        var prepared = LikePattern.TryParse(wanted.Text, escape.Value);
        if (prepared is null)
        {
            problems.Add(BadPattern, like.Pattern.Span, $"A pattern ends in its escape character, or is longer than {ExpressionLimits.LikePatternLengthMax:N0}.", "Write the escape character twice to match it.");
            return null;
        }

        return new LikeNode(operand, pattern, prepared, escape.Value, At(like.Pattern.Span));
    }

    private int? Escape(SyntaxNode? syntax)
    {
        if (syntax is null)
        {
            return DefaultEscape;
        }

        var at = 0;
        if (syntax is SyntaxNode.Literal { Value: TextValue { Text.Length: > 0 } text } && CodePointText.Next(text.Text, ref at) is var unit && at == text.Text.Length)
        {
            return unit;
        }

        problems.Add(BadPattern, syntax.Span, "Expected one character in quotes.", "Write escape '!'.");
        return null;
    }

    private List<Node?> BindAll(ImmutableArray<SyntaxNode> arguments) => [.. arguments.Select(Bind)];

    private static bool IsNamed(SyntaxNode.Call call, string name) => string.Equals(call.Name, name, StringComparison.OrdinalIgnoreCase);
}
