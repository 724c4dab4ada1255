namespace Tomlyn.Syntax;

/// <summary>What nodes and trivia share.</summary>
public abstract class SyntaxNodeBase
{
    /// <summary>Where it stood in the text that it was read from.</summary>
    public SourceSpan Span;

    private protected SyntaxNodeBase()
    {
    }

    /// <summary>The node that it hangs on.</summary>
    public SyntaxNode? Parent { get; internal set; }
}
