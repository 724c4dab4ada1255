using System.Collections.Immutable;
using OrleansSync.Engine.Values;
using static OrleansSync.Engine.Expressions.ExpressionProblemKind;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>
/// Reads an expression by recursive descent, one method a rank, with PostgreSQL's precedence. It goes on after an error at
/// the next <c>and</c>, <c>or</c>, comma or parenthesis, so that all errors are found at once. Every loop consumes a token.
/// </summary>
internal sealed partial class Parser
{
    private readonly Problems problems;
    private readonly ImmutableArray<Token> tokens;
    private readonly ImmutableArray<SyntaxNode>.Builder fragments = ImmutableArray.CreateBuilder<SyntaxNode>();
    private int index;
    private int depth;
    private int nodes;

    private Parser(string text, Problems problems)
    {
        this.problems = problems;
        tokens = Lexer.Read(text, problems);
    }

    private Token Current => tokens[index];

    private Token Following => tokens[Math.Min(index + 1, tokens.Length - 1)];

    private bool AtEnd => Current.Kind == TokenKind.End;

    /// <summary>Reads a text.</summary>
    /// <returns>The expression, and what else was read after an error: fragments whose columns and kinds are worth a check too.</returns>
    public static (SyntaxNode Root, ImmutableArray<SyntaxNode> Fragments) Parse(string text, Problems problems)
    {
        if (text.Length > ExpressionLimits.LengthMax)
        {
            problems.Add(TooLong, new Span(ExpressionLimits.LengthMax, 0), $"An expression has at most {ExpressionLimits.LengthMax:N0} characters.", "Compute a part of it in a view.");
            return (new SyntaxNode.Broken(default), []);
        }

        var parser = new Parser(text, problems);
        if (parser.AtEnd)
        {
            problems.Add(Empty, new Span(0, 0), "The expression is empty.", "For a condition that always holds, write true.");
            return (new SyntaxNode.Broken(default), []);
        }

        var root = parser.Or();
        parser.ReadRest(inParentheses: false);
        return (root, parser.fragments.ToImmutable());
    }

    private SyntaxNode Or()
    {
        if (!Enter(Current.Span))
        {
            return new SyntaxNode.Broken(Current.Span);
        }

        var left = And();
        while (Current.IsWord("or"))
        {
            left = Join(BinaryOperator.Or, left, And);
        }

        depth--;
        return left;
    }

    private SyntaxNode And()
    {
        var left = Not();
        while (Current.IsWord("and"))
        {
            left = Join(BinaryOperator.And, left, Not);
        }

        return left;
    }

    private SyntaxNode Not()
    {
        if (!Current.IsWord("not"))
        {
            return Is();
        }

        var word = Advance().Span;
        if (!Enter(word))
        {
            return new SyntaxNode.Broken(word);
        }

        var operand = Not();
        depth--;
        return Count(new SyntaxNode.Not(operand, word.To(operand.Span)));
    }

    private SyntaxNode Is()
    {
        var operand = Comparison();
        while (Current.IsWord("is"))
        {
            var word = Advance().Span;
            var negated = TryTake("not");
            if (Current.IsWord("null"))
            {
                operand = Count(new SyntaxNode.NullTest(operand, negated, operand.Span.To(Advance().Span)));
                continue;
            }

            Expected("null or not null", "Only null is tested with is; equality is written =.");
            SkipToBoundary();
            return new SyntaxNode.Broken(operand.Span.To(word));
        }

        return operand;
    }

    private SyntaxNode Comparison()
    {
        var left = Range();
        if (ComparisonAt(Current) is { } comparison)
        {
            left = Join(comparison, left, Range);
        }

        while (ComparisonAt(Current) is { } another)
        {
            problems.Add(Chained, Current.Span, "Comparisons do not chain.", "Join two of them with and, or put one in parentheses.");
            left = new SyntaxNode.Broken(Join(another, left, Range).Span);
        }

        return left;
    }

    private SyntaxNode Range()
    {
        var operand = Concat();
        for (var first = true; ; first = false)
        {
            var negated = Current.IsWord("not") && (Following.IsWord("in") || Following.IsWord("between") || Following.IsWord("like"));
            var word = negated ? Following : Current;
            if (!word.IsWord("in") && !word.IsWord("between") && !word.IsWord("like"))
            {
                return operand;
            }

            if (!first)
            {
                problems.Add(Chained, word.Span, "in, between and like do not chain.", "Join two of them with and, or put one in parentheses.");
            }

            index += negated ? 2 : 1;
            operand = word.IsWord("in") ? In(operand, negated) : word.IsWord("like") ? Like(operand, negated) : Between(operand, negated);
        }
    }

    private SyntaxNode In(SyntaxNode operand, bool negated)
    {
        if (!Current.IsSymbol("("))
        {
            Expected("a list in parentheses", "Write in ('a', 'b').");
            SkipToBoundary();
            return new SyntaxNode.Broken(operand.Span);
        }

        Advance();
        var (items, end) = List(operand.Span);
        if (items.IsEmpty)
        {
            problems.Add(Unexpected, end, "Expected at least one value in the list.");
        }

        return Count(new SyntaxNode.In(operand, items, negated, operand.Span.To(end)));
    }

    private SyntaxNode Between(SyntaxNode operand, bool negated)
    {
        var low = Concat();
        if (!TryTake("and"))
        {
            Expected("and with the upper bound", "Write between 1 and 5.");
            return new SyntaxNode.Broken(operand.Span.To(low.Span));
        }

        var high = Concat();
        return Count(new SyntaxNode.Between(operand, low, high, negated, operand.Span.To(high.Span)));
    }

    private SyntaxNode Like(SyntaxNode operand, bool negated)
    {
        var pattern = Concat();
        var escape = TryTake("escape") ? Concat() : null;
        return Count(new SyntaxNode.Like(operand, pattern, escape, negated, operand.Span.To((escape ?? pattern).Span)));
    }

    private SyntaxNode Concat() => Chain(Sum, static token => token.IsSymbol("||") ? BinaryOperator.Concat : null);

    private SyntaxNode Sum() => Chain(Product, static token => token.IsSymbol("+") ? BinaryOperator.Add : token.IsSymbol("-") ? BinaryOperator.Subtract : null);

    private SyntaxNode Product() => Chain(Signed, static token => token.IsSymbol("*") ? BinaryOperator.Multiply : token.IsSymbol("/") ? BinaryOperator.Divide : null);

    private SyntaxNode Signed()
    {
        if (!Current.IsSymbol("-"))
        {
            return Primary();
        }

        var sign = Advance().Span;
        if (!Enter(sign))
        {
            return new SyntaxNode.Broken(sign);
        }

        var operand = Signed();
        depth--;
        return Count(new SyntaxNode.Negate(operand, sign.To(operand.Span)));
    }

    private SyntaxNode Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.QuotedName:
                Advance();
                return Count(new SyntaxNode.Column(token.Text, true, token.Span));
            case TokenKind.Text:
                Advance();
                return Count(new SyntaxNode.Literal(new TextValue(token.Text), token.Span));
            case TokenKind.Number:
                Advance();
                return Number(token);
            case TokenKind.Bad:
                SkipToBoundary();
                return new SyntaxNode.Broken(token.Span);
            case TokenKind.Word when Word(token) is { } node:
                return node;
            case TokenKind.Symbol when token.Text == "(":
                return Parenthesised();
            default:
                return NoValue();
        }
    }

    private SyntaxNode? Word(Token token)
    {
        if (token.IsWord("null") || token.IsWord("true") || token.IsWord("false"))
        {
            Advance();
            return Count(new SyntaxNode.Literal(token.IsWord("null") ? Value.Null : BooleanValue.Of(token.IsWord("true")), token.Span));
        }

        if (token.IsReserved)
        {
            return null;
        }

        Advance();
        if (Current.Kind == TokenKind.Text && (token.IsWord("date") || token.IsWord("timestamp")))
        {
            return Moment(token, Advance());
        }

        if (!Current.IsSymbol("("))
        {
            return Count(new SyntaxNode.Column(token.Text, false, token.Span));
        }

        Advance();
        var (arguments, end) = List(token.Span);
        return Count(new SyntaxNode.Call(token.Text, token.Span, arguments, token.Span.To(end)));
    }

    private SyntaxNode Parenthesised()
    {
        var open = Advance().Span;
        var inner = Or();
        ReadRest(inParentheses: true);
        Close(open);
        return inner;
    }

    private SyntaxNode NoValue()
    {
        var at = Current;
        Expected("a value, a column or a function", HintFor(at));
        var misplacedSign = at.Kind == TokenKind.Symbol && at.Text is not ("(" or ")" or ",");
        if (misplacedSign || (at.Kind == TokenKind.Word && !IsBoundary(at)))
        {
            // A second operator is taken as the slip that it likely is, so that what follows is still read.
            Advance();
            return BeginsValue(Current) ? Primary() : new SyntaxNode.Broken(at.Span);
        }

        return new SyntaxNode.Broken(at.Span);
    }
}
