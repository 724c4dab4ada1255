namespace Tomlyn.Syntax;

/// <summary>Blanks, a line end or a comment between tokens.</summary>
public sealed class SyntaxTrivia : SyntaxNodeBase
{
    /// <summary>Makes an empty one.</summary>
    public SyntaxTrivia()
    {
    }

    /// <summary>Makes one.</summary>
    public SyntaxTrivia(TokenKind kind, string text) => (Kind, Text) = (kind, text);

    /// <summary>What it is.</summary>
    public TokenKind Kind { get; set; }

    /// <summary>As it is written.</summary>
    public string? Text { get; set; }
}
