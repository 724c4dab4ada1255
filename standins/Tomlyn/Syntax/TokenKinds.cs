namespace Tomlyn.Syntax;

/// <summary>Groups of tokens.</summary>
internal static class TokenKinds
{
    /// <summary>The text of a token that is always written the same; null for others.</summary>
    public static string? FixedText(this TokenKind kind) => kind switch
    {
        TokenKind.Comma => ",",
        TokenKind.Dot => ".",
        TokenKind.Equal => "=",
        TokenKind.OpenBracket => "[",
        TokenKind.OpenBracketDouble => "[[",
        TokenKind.CloseBracket => "]",
        TokenKind.CloseBracketDouble => "]]",
        TokenKind.OpenBrace => "{",
        TokenKind.CloseBrace => "}",
        TokenKind.True => "true",
        TokenKind.False => "false",
        TokenKind.Infinite => "inf",
        TokenKind.PositiveInfinite => "+inf",
        TokenKind.NegativeInfinite => "-inf",
        TokenKind.Nan => "nan",
        TokenKind.PositiveNan => "+nan",
        TokenKind.NegativeNan => "-nan",
        _ => null,
    };

    public static bool IsInteger(TokenKind kind) => kind is >= TokenKind.Integer and <= TokenKind.IntegerBinary;

    public static bool IsFloat(TokenKind kind) => kind is TokenKind.Float or (>= TokenKind.Infinite and <= TokenKind.NegativeNan);

    public static bool IsString(TokenKind kind) => kind is >= TokenKind.String and <= TokenKind.StringLiteralMulti;

    public static bool IsDateTime(TokenKind kind) => kind is >= TokenKind.OffsetDateTimeByZ and <= TokenKind.LocalTime;

    public static bool IsBoolean(TokenKind kind) => kind is TokenKind.True or TokenKind.False;
}
