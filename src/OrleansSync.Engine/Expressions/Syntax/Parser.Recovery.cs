using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OrleansSync.Engine.Expressions.Checking;
using OrleansSync.Engine.Values;
using static OrleansSync.Engine.Expressions.ExpressionProblemKind;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>Literals, lists, limits, and how to go on after an error.</summary>
internal sealed partial class Parser
{
    private static readonly string[] Operators = ["and", "or", "in", "between", "like", "is", "not"];

    private SyntaxNode Number(Token token)
    {
        if (Numbers.TryParse(Encoding.ASCII.GetBytes(token.Text), out var number, out _))
        {
            return Count(new SyntaxNode.Literal(new NumberValue(number), token.Span));
        }

        problems.Add(BadLiteral, token.Span, "This number cannot be kept exactly.", "At most 28 digits are.");
        return new SyntaxNode.Broken(token.Span);
    }

    private SyntaxNode Moment(Token word, Token text)
    {
        var span = word.Span.To(text.Span);
        var isDate = word.IsWord("date");
        Value? value = isDate ? Moments.Date(text.Text) : Moments.Instant(text.Text);
        if (value is not null)
        {
            return Count(new SyntaxNode.Literal(value, span));
        }

        problems.Add(BadLiteral, text.Span, isDate ? "This is no date." : "This is no timestamp.", isDate ? "Write date '2026-01-31'." : "Write timestamp '2026-01-31T08:30:00Z', in UTC and in whole seconds.");
        return new SyntaxNode.Broken(span);
    }

    /// <summary>Values up to the closing parenthesis; the opening one is behind us.</summary>
    private (ImmutableArray<SyntaxNode> Items, Span End) List(Span owner)
    {
        var open = tokens[index - 1].Span;
        var items = ImmutableArray.CreateBuilder<SyntaxNode>();
        if (Current.IsSymbol(")"))
        {
            return ([], Advance().Span);
        }

        do
        {
            if (items.Count == ExpressionLimits.ListItemsMax)
            {
                problems.Add(ListTooLong, owner, $"A list has at most {ExpressionLimits.ListItemsMax} values.", "Compare with a column that a view computes.");
            }

            items.Add(Or());
            ReadRest(inParentheses: true, inList: true);
        }
        while (TryTakeSymbol(","));

        return (items.ToImmutable(), Close(open));
    }

    /// <summary>Reads what stands where an operator or the end should, so that errors behind it are found as well.</summary>
    private void ReadRest(bool inParentheses, bool inList = false)
    {
        while (!AtEnd && !(inParentheses && Current.IsSymbol(")")) && !(inList && Current.IsSymbol(",")))
        {
            var before = index;
            if (Current.Kind == TokenKind.Bad)
            {
                SkipToBoundary();
            }
            else if (Current.IsSymbol(")"))
            {
                problems.Add(Unexpected, Current.Span, "This closing parenthesis has no opening one.");
                Advance();
            }
            else
            {
                Expected(inList ? "an operator, a comma or a closing parenthesis" : inParentheses ? "an operator or a closing parenthesis" : "an operator or the end", HintFor(Current));
                SkipToBoundary();
            }

            if (Current.IsWord("and") || Current.IsWord("or") || (!inList && Current.IsSymbol(",")))
            {
                Advance();
            }

            if (!AtEnd && !Current.IsSymbol(")") && !(inList && Current.IsSymbol(",")))
            {
                fragments.Add(Or());
            }

            if (index == before)
            {
                Advance();
            }
        }
    }

    private Span Close(Span open)
    {
        if (Current.IsSymbol(")"))
        {
            return Advance().Span;
        }

        problems.Add(NotClosed, open, "This parenthesis is not closed.", "Close it with ).");
        return Current.Span;
    }

    private void Expected(string what, string hint)
    {
        if (Current.Kind != TokenKind.Bad)
        {
            problems.Add(Unexpected, Current.Span, $"Expected {what}{(AtEnd ? ", but the expression ends here" : "")}.", hint);
        }
    }

    private string HintFor(Token token)
    {
        if (token.IsSymbol("("))
        {
            return tokens[Math.Max(index - 1, 0)].Kind == TokenKind.QuotedName ? "Names of functions are not quoted." : "Put an operator before the parenthesis.";
        }

        if (token.IsSymbol("+"))
        {
            return "Leave a plus sign before a number out.";
        }

        if (token.IsSymbol("*"))
        {
            return "There is no wildcard for columns.";
        }

        if (token.IsWord("not"))
        {
            return "Put not before the whole condition, or what it negates in parentheses.";
        }

        if (token.Kind == TokenKind.Text && index > 0 && tokens[index - 1].Kind == TokenKind.Text)
        {
            return "A quote inside a text is written twice; texts are joined with ||.";
        }

        if (token.IsReserved && !IsBoundary(token))
        {
            return "A column of this name is quoted with \".";
        }

        return token.Kind == TokenKind.Word && Suggestions.Nearest(token.Text, Operators) is { } near ? $"Did you mean {near}?" : "";
    }

    private void SkipToBoundary()
    {
        for (var open = 0; !AtEnd && (open > 0 || !IsBoundary(Current)); Advance())
        {
            open += Current.IsSymbol("(") ? 1 : Current.IsSymbol(")") ? -1 : 0;
        }
    }

    private static bool IsBoundary(Token token) => token.IsWord("and") || token.IsWord("or") || token.IsSymbol(")") || token.IsSymbol(",") || token.Kind == TokenKind.End;

    private static bool BeginsValue(Token token) =>
        token.Kind is TokenKind.QuotedName or TokenKind.Text or TokenKind.Number or TokenKind.Bad || token.IsSymbol("(") || (token.Kind == TokenKind.Word && !IsBoundary(token) && !token.IsReserved);

    private static BinaryOperator? ComparisonAt(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => BinaryOperator.Equal,
        "<>" or "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private SyntaxNode Chain(Func<SyntaxNode> next, Func<Token, BinaryOperator?> operatorAt)
    {
        var left = next();
        while (operatorAt(Current) is { } found)
        {
            left = Join(found, left, next);
        }

        return left;
    }

    private SyntaxNode Join(BinaryOperator found, SyntaxNode left, Func<SyntaxNode> next)
    {
        var span = Advance().Span;
        return Count(new SyntaxNode.Binary(found, left, next(), span));
    }

    private bool Enter(Span span)
    {
        if (depth < ExpressionLimits.DepthMax)
        {
            depth++;
            return true;
        }

        problems.AddLast(TooDeep, span, string.Create(CultureInfo.InvariantCulture, $"Nesting is deeper than {ExpressionLimits.DepthMax}."), "Leave out needless parentheses, or compute a part in a view.");
        index = tokens.Length - 1;
        return false;
    }

    private SyntaxNode Count(SyntaxNode node)
    {
        if (++nodes == ExpressionLimits.NodesMax + 1)
        {
            problems.AddLast(TooLarge, node.Span, $"An expression has at most {ExpressionLimits.NodesMax} parts.", "Compute a part of it in a view.");
            index = tokens.Length - 1;
        }

        return node;
    }

    private Token Advance()
    {
        var token = Current;
        index = Math.Min(index + 1, tokens.Length - 1);
        return token;
    }

    private bool TryTake(string word)
    {
        var found = Current.IsWord(word);
        index += found ? 1 : 0;
        return found;
    }

    private bool TryTakeSymbol(string symbol)
    {
        var found = Current.IsSymbol(symbol);
        index += found ? 1 : 0;
        return found;
    }
}
