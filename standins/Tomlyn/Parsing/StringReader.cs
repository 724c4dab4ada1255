using System.Globalization;
using System.Text;
using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Reads strings, of which TOML has four kinds.</summary>
internal sealed class StringReader(Scanner scanner, TokenReader tokens)
{
    /// <summary>Reads the string that starts here.</summary>
    public StringValueSyntax Read(bool newLines)
    {
        var start = scanner.Position;
        var quote = scanner.Next;
        var isMulti = scanner.At(1) == quote && scanner.At(2) == quote;
        var value = isMulti ? ReadMulti(quote, start) : ReadSingle(quote, start);
        var kind = (quote, isMulti) switch
        {
            ('"', false) => TokenKind.String,
            ('"', true) => TokenKind.StringMulti,
            (_, false) => TokenKind.StringLiteral,
            _ => TokenKind.StringLiteralMulti,
        };
        var span = scanner.SpanSince(start);
        return new StringValueSyntax { Token = tokens.Finish(kind, start, newLines), Value = value, Span = span };
    }

    private string ReadSingle(char quote, TextPosition start)
    {
        var value = new StringBuilder();
        scanner.Advance();
        while (scanner.IsAtEnd || scanner.Next != quote)
        {
            if (scanner.IsAtEnd || scanner.Next is '\n' or '\r')
            {
                throw scanner.Error(start, $"The string is not closed: {quote} is missing before the end of the line.");
            }

            ReadCharacter(value, quote);
        }

        scanner.Advance();
        return value.ToString();
    }

    private string ReadMulti(char quote, TextPosition start)
    {
        var close = new string(quote, 3);
        var value = new StringBuilder();
        scanner.Advance(3);
        scanner.Advance(LineEndLength());
        while (!scanner.Sees(close))
        {
            if (scanner.IsAtEnd)
            {
                throw scanner.Error(start, $"The string is not closed: {close} is missing.");
            }

            if (LineEndLength() is > 0 and var length)
            {
                value.Append("\r\n", 2 - length, length);
                scanner.Advance(length);
            }
            else if (quote != '"' || !SkipFoldedLines())
            {
                ReadCharacter(value, quote);
            }
        }

        // Up to two quotes before the closing three belong to the string.
        for (var extra = 0; extra < 2 && scanner.At(3) == quote; extra++)
        {
            value.Append(quote);
            scanner.Advance();
        }

        scanner.Advance(3);
        return value.ToString();
    }

    private int LineEndLength() => scanner.Next == '\n' ? 1 : scanner.Next == '\r' && scanner.At(1) == '\n' ? 2 : 0;

    /// <summary>A backslash at the end of a line takes all blanks and lines up to the next character.</summary>
    private bool SkipFoldedLines()
    {
        var ahead = 1;
        while (scanner.At(ahead) is ' ' or '\t')
        {
            ahead++;
        }

        if (scanner.Next != '\\' || !(scanner.At(ahead) == '\n' || (scanner.At(ahead) == '\r' && scanner.At(ahead + 1) == '\n')))
        {
            return false;
        }

        scanner.Advance(ahead);
        while (scanner.Next is ' ' or '\t' || LineEndLength() > 0)
        {
            scanner.Advance(Math.Max(1, LineEndLength()));
        }

        return true;
    }

    private void ReadCharacter(StringBuilder value, char quote)
    {
        if (quote == '"' && scanner.Next == '\\')
        {
            ReadEscape(value);
            return;
        }

        TokenReader.CheckCharacter(scanner, "a string");
        var length = char.IsHighSurrogate(scanner.Next) ? 2 : 1;
        value.Append(scanner.Next);
        if (length == 2)
        {
            value.Append(scanner.At(1));
        }

        scanner.Advance(length);
    }

    private void ReadEscape(StringBuilder value)
    {
        var start = scanner.Position;
        scanner.Advance();
        var digits = scanner.Next switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        var character = scanner.Next switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            '"' => '"',
            '\\' => '\\',
            _ => digits > 0 ? '\0' : throw scanner.ErrorHere(@"one of b t n f r e "" \ xHH uHHHH UHHHHHHHH behind a backslash"),
        };
        scanner.Advance();
        if (digits == 0)
        {
            value.Append(character);
            return;
        }

        var code = scanner.Position;
        for (var i = 0; i < digits; i++)
        {
            scanner.Advance(char.IsAsciiHexDigit(scanner.Next) ? 1 : throw scanner.ErrorHere($"{digits} hexadecimal digits"));
        }

        var number = uint.Parse(scanner.Since(code), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        value.Append(Rune.IsValid(number) ? new Rune(number).ToString() : throw scanner.Error(start, $"U+{number:X4} is no character."));
    }
}
