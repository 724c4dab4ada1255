using System.Collections.Immutable;
using static OrleansSync.Engine.Expressions.ExpressionProblemKind;

namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>Cuts a text into tokens, the last of which is the end. What it cannot read it reports, and goes on.</summary>
internal sealed class Lexer(string text, Problems problems)
{
    private static readonly string[] Symbols = ["<>", "!=", "<=", ">=", "||", "=", "<", ">", "+", "-", "*", "/", "(", ")", ","];
    private int at;

    public static ImmutableArray<Token> Read(string text, Problems problems)
    {
        var lexer = new Lexer(text, problems);
        var tokens = ImmutableArray.CreateBuilder<Token>();
        while (lexer.SkipBlanks())
        {
            tokens.Add(lexer.Next());
        }

        tokens.Add(new Token(TokenKind.End, "", new Span(text.Length, 0)));
        return tokens.ToImmutable();
    }

    private bool SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length;
    }

    private Token Next()
    {
        var unit = text[at];
        if (unit is '\'' or '"')
        {
            return Quoted(unit);
        }

        if (char.IsAsciiDigit(unit) || (unit == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return Number();
        }

        if (Token.IsNameStart(unit))
        {
            return Take(TokenKind.Word, Run(Token.IsNamePart));
        }

        return Symbol() ?? Bad();
    }

    private Token Quoted(char quote)
    {
        var start = at;
        var content = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != quote)
            {
                content.Append(text[at]);
                continue;
            }

            if (at + 1 == text.Length || text[at + 1] != quote)
            {
                at++;
                return new Token(quote == '"' ? TokenKind.QuotedName : TokenKind.Text, content.ToString(), new Span(start, at - start));
            }

            content.Append(text[++at]);
        }

        problems.Add(
            NotClosed,
            new Span(start, text.Length - start),
            quote == '"' ? "The column name that begins here has no closing quote." : "The text that begins here has no closing quote.",
            quote == '"' ? "Close it with \"; a quote inside is written twice." : "Close it with '; a quote inside is written twice.");
        return new Token(TokenKind.Bad, "", new Span(start, text.Length - start));
    }

    private Token Number()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
        {
            at++;
        }

        var digits = text[start..at];
        if (at < text.Length && Token.IsNamePart(text[at]))
        {
            var span = new Span(start, Run(Token.IsNamePart) - start);
            at = span.End;
            problems.Add(BadLiteral, span, "This is neither a number nor a name.", "A number has digits and at most one point; a name that begins with a digit is quoted: \"2nd\".");
            return new Token(TokenKind.Bad, "", span);
        }

        if (digits.Count(unit => unit == '.') > 1)
        {
            problems.Add(BadLiteral, new Span(start, digits.Length), "A number has at most one point.", "Write thousands without separators.");
            return new Token(TokenKind.Bad, "", new Span(start, digits.Length));
        }

        return new Token(TokenKind.Number, digits, new Span(start, digits.Length));
    }

    private Token? Symbol()
    {
        if (text.AsSpan(at).StartsWith("--") || text.AsSpan(at).StartsWith("/*"))
        {
            problems.Add(BadCharacter, new Span(at, 2), "There are no comments in expressions.", text[at] == '-' ? "For two minus signs, put a blank between them." : "Leave it out.");
            return Take(TokenKind.Bad, at + 2);
        }

        if (text.AsSpan(at).StartsWith("=="))
        {
            problems.Add(BadCharacter, new Span(at, 2), "There is no such operator.", "Equality is written =.");
            return Take(TokenKind.Symbol, at + 2) with { Text = "=" };
        }

        return Array.Find(Symbols, symbol => text.AsSpan(at).StartsWith(symbol)) is { } found ? Take(TokenKind.Symbol, at + found.Length) : null;
    }

    private Token Bad()
    {
        var start = at;
        var end = at + 1;
        while (end < text.Length && IsNoBeginning(text[end]))
        {
            end++;
        }

        problems.Add(BadCharacter, new Span(start, end - start), "These characters mean nothing here.", text[start] switch
        {
            '&' => "Write and.",
            '|' => "Write or, or || to join texts.",
            '!' => "Write not, or <>.",
            '[' or '`' => "Names are quoted with \".",
            '\u2018' or '\u2019' or '\u201C' or '\u201D' => "Texts are quoted with ', names with \".",
            '%' => "There is no remainder.",
            ';' => "An expression is one; it has no end mark.",
            _ => "",
        });
        return Take(TokenKind.Bad, end);
    }

    private static bool IsNoBeginning(char unit) =>
        !char.IsWhiteSpace(unit) && !Token.IsNamePart(unit) && unit is not ('\'' or '"' or '.') && !Array.Exists(Symbols, symbol => symbol[0] == unit);

    private int Run(Func<char, bool> belongs)
    {
        var end = at;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end;
    }

    private Token Take(TokenKind kind, int end)
    {
        var token = new Token(kind, text[at..end], new Span(at, end - at));
        at = end;
        return token;
    }
}
