using System.Globalization;
using System.Text.RegularExpressions;
using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Reads numbers, booleans, dates and times.</summary>
internal sealed partial class ScalarReader(Scanner scanner, TokenReader tokens)
{
    /// <summary>Reads the word that starts here.</summary>
    public ValueSyntax Read(bool newLines)
    {
        var start = scanner.Position;
        scanner.SkipWhile(IsWord);
        if (LocalDate().IsMatch(scanner.Since(start)) && scanner.Next == ' ' && char.IsAsciiDigit(scanner.At(1)))
        {
            scanner.Advance();
            scanner.SkipWhile(IsWord);
        }

        var word = scanner.Since(start);
        if (word.Length == 0)
        {
            throw scanner.ErrorHere("a value");
        }

        var (value, kind) = Boolean(word) ?? Integer(word, start) ?? Float(word) ?? DateTime(word, start)
            ?? throw scanner.Error(start, $"'{word}' is no value; text stands in quotes.");
        value.Span = scanner.SpanSince(start);
        var token = tokens.Finish(kind, start, newLines);
        switch (value)
        {
            case BooleanValueSyntax boolean: boolean.Token = token; break;
            case IntegerValueSyntax integer: integer.Token = token; break;
            case FloatValueSyntax number: number.Token = token; break;
            default: ((DateTimeValueSyntax)value).Token = token; break;
        }

        return value;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '.' or ':';

    private static (ValueSyntax, TokenKind)? Boolean(string word) => word switch
    {
        "true" => (new BooleanValueSyntax { Value = true }, TokenKind.True),
        "false" => (new BooleanValueSyntax { Value = false }, TokenKind.False),
        _ => null,
    };

    private (ValueSyntax, TokenKind)? Integer(string word, TextPosition start)
    {
        var kind = Decimal().IsMatch(word) ? TokenKind.Integer
            : Hexadecimal().IsMatch(word) ? TokenKind.IntegerHexa
            : Octal().IsMatch(word) ? TokenKind.IntegerOctal
            : Binary().IsMatch(word) ? TokenKind.IntegerBinary
            : TokenKind.Invalid;
        if (kind == TokenKind.Invalid)
        {
            return null;
        }

        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (kind != TokenKind.Integer)
        {
            digits = digits[2..].TrimStart('0').PadLeft(1, '0');
        }

        var (bitsPerDigit, radix) = kind switch { TokenKind.IntegerHexa => (4, 16), TokenKind.IntegerOctal => (3, 8), _ => (1, 2) };
        var fits = kind == TokenKind.Integer
            ? long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            : Fits(digits, bitsPerDigit, radix, out value);
        return fits ? (new IntegerValueSyntax { Value = value }, kind) : throw scanner.Error(start, $"The integer '{word}' does not fit into 64 bits with a sign.");
    }

    private static bool Fits(string digits, int bitsPerDigit, int radix, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (value >> (63 - bitsPerDigit) != 0)
            {
                return false;
            }

            value = (value * radix) + Convert.ToInt32(digit.ToString(), 16);
        }

        return true;
    }

    private static (ValueSyntax, TokenKind)? Float(string word)
    {
        var kind = word switch
        {
            "inf" => TokenKind.Infinite,
            "+inf" => TokenKind.PositiveInfinite,
            "-inf" => TokenKind.NegativeInfinite,
            "nan" => TokenKind.Nan,
            "+nan" => TokenKind.PositiveNan,
            "-nan" => TokenKind.NegativeNan,
            _ => Fraction().IsMatch(word) ? TokenKind.Float : TokenKind.Invalid,
        };
        return kind switch
        {
            TokenKind.Invalid => null,
            TokenKind.Infinite or TokenKind.PositiveInfinite => (new FloatValueSyntax { Value = double.PositiveInfinity }, kind),
            TokenKind.NegativeInfinite => (new FloatValueSyntax { Value = double.NegativeInfinity }, kind),
            TokenKind.Float => (new FloatValueSyntax { Value = double.Parse(word.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) }, kind),
            _ => (new FloatValueSyntax { Value = double.NaN }, kind),
        };
    }

    private (ValueSyntax, TokenKind)? DateTime(string word, TextPosition start)
    {
        var parts = Moment().Match(word);
        var (date, minute, second, fraction, offset) = (parts.Groups["date"], parts.Groups["minute"], parts.Groups["second"], parts.Groups["fraction"], parts.Groups["offset"]);
        var isWhole = parts.Groups["between"].Length > 0 == (date.Length > 0 && minute.Length > 0) && (date.Length > 0 || offset.Length == 0);
        if (word.Length == 0 || !parts.Success || !isWhole)
        {
            return null;
        }

        var (kind, syntax, token) = (date.Length, minute.Length, offset.Value) switch
        {
            (0, _, _) => (TomlDateTimeKind.LocalTime, SyntaxKind.LocalTime, TokenKind.LocalTime),
            (_, 0, _) => (TomlDateTimeKind.LocalDate, SyntaxKind.LocalDate, TokenKind.LocalDate),
            (_, _, "") => (TomlDateTimeKind.LocalDateTime, SyntaxKind.LocalDateTime, TokenKind.LocalDateTime),
            (_, _, "Z" or "z") => (TomlDateTimeKind.OffsetDateTimeByZ, SyntaxKind.OffsetDateTimeByZ, TokenKind.OffsetDateTimeByZ),
            _ => (TomlDateTimeKind.OffsetDateTimeByNumber, SyntaxKind.OffsetDateTimeByNumber, TokenKind.OffsetDateTimeByNumber),
        };
        var day = date.Length > 0 ? date.Value : "0001-01-01";
        var time = (minute.Length > 0 ? minute.Value : "00:00") + (second.Length > 0 ? second.Value : ":00");
        var zone = kind == TomlDateTimeKind.OffsetDateTimeByNumber ? offset.Value : "+00:00";
        var precision = Math.Max(0, fraction.Length - 1);
        var format = $"yyyy-MM-dd HH:mm:ss{(precision > 0 ? "." + new string('f', Math.Min(precision, 7)) : "")}zzz";
        return precision <= 7 && DateTimeOffset.TryParseExact($"{day} {time}{zone}", format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? (new DateTimeValueSyntax(syntax) { Value = new TomlDateTime(value, precision, kind) }, token)
            : throw scanner.Error(start, $"'{word}' is no date or time that exists, or has more than seven digits of a second, or an offset of more than 14 hours.");
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex LocalDate();

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0x[0-9A-Fa-f](_?[0-9A-Fa-f])*\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^0o[0-7](_?[0-7])*\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^0b[01](_?[01])*\z")]
    private static partial Regex Binary();

    [GeneratedRegex(@"^[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?\z")]
    private static partial Regex Fraction();

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})?((?<between>[Tt ])?(?<minute>[0-9]{2}:[0-9]{2})(?<second>:[0-9]{2}(?<fraction>\.[0-9]+)?)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Moment();
}
