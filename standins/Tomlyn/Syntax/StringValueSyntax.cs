namespace Tomlyn.Syntax;

/// <summary>A string, in any of the four ways to quote, or a quoted part of a key.</summary>
public sealed class StringValueSyntax : BareKeyOrStringValueSyntax
{
    private SyntaxToken? token;

    /// <summary>Makes one without a token.</summary>
    public StringValueSyntax()
        : base(SyntaxKind.String)
    {
    }

    /// <summary>Makes a string in double quotes.</summary>
    public StringValueSyntax(string text)
        : this()
    {
        ArgumentNullException.ThrowIfNull(text);
        Token = new SyntaxToken(TokenKind.String, $"\"{string.Concat(text.Select(Escape))}\"");
        Value = text;
    }

    /// <summary>The token, quotes included.</summary>
    public SyntaxToken? Token { get => token; set => AdoptToken(ref token, value, TokenKinds.IsString); }

    /// <summary>What it stands for.</summary>
    public string? Value { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    private protected override SyntaxNode? ChildAt(int index) => Token;

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' or '\x7f' => $"\\u{(int)c:X4}",
        _ => c.ToString(),
    };
}
