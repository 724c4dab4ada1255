namespace Tomlyn.Syntax;

/// <summary>Makes tokens and trivia.</summary>
public static class SyntaxFactory
{
    /// <summary>One blank.</summary>
    public static SyntaxTrivia Whitespace() => new(TokenKind.Whitespaces, " ");

    /// <summary>A line end between tokens.</summary>
    public static SyntaxTrivia NewLineTrivia() => new(TokenKind.NewLine, "\n");

    /// <summary>A comment; the text comes without its <c>#</c>.</summary>
    public static SyntaxTrivia Comment(string comment)
    {
        ArgumentNullException.ThrowIfNull(comment);
        return new SyntaxTrivia(TokenKind.Comment, $"# {comment}");
    }

    /// <summary>The line end that closes a key with its value, or a header.</summary>
    public static SyntaxToken NewLine() => new(TokenKind.NewLine, "\n");

    /// <summary>A token with only one spelling.</summary>
    public static SyntaxToken Token(TokenKind kind) =>
        new(kind, kind.FixedText() ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "The kind of token has no fixed text."));
}
