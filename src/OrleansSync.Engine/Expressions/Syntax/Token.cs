namespace OrleansSync.Engine.Expressions.Syntax;

/// <summary>One word, sign or literal. Texts and quoted names come without their quotes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, Span Span)
{
    private static readonly string[] Reserved = ["and", "or", "not", "in", "between", "like", "escape", "is", "null", "true", "false"];

    /// <summary>True for words that are never a column unless they are quoted.</summary>
    public bool IsReserved => Kind == TokenKind.Word && IsReservedWord(Text);

    public bool IsWord(string word) => Kind == TokenKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public static bool IsReservedWord(string text) => Array.Exists(Reserved, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for a name that can be written without quotes.</summary>
    public static bool IsBareName(string name) =>
        name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart) && !IsReservedWord(name);

    public static bool IsNameStart(char unit) => unit == '_' || char.IsLetter(unit);

    public static bool IsNamePart(char unit) => unit is '_' or '$' || char.IsLetterOrDigit(unit);
}
