namespace Tomlyn.Syntax;

/// <summary>The smallest piece that means something.</summary>
public class SyntaxToken : SyntaxNode
{
    /// <summary>Makes an empty token.</summary>
    public SyntaxToken()
        : base(SyntaxKind.Token)
    {
    }

    /// <summary>Makes a token.</summary>
    public SyntaxToken(TokenKind tokenKind, string? text)
        : this() => (TokenKind, Text) = (tokenKind, text);

    /// <summary>What it is.</summary>
    public TokenKind TokenKind { get; set; }

    /// <summary>As it is written; a token with only one spelling is written so whatever stands here.</summary>
    public string? Text { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 0;

    private protected override SyntaxNode? ChildAt(int index) => null;
}
