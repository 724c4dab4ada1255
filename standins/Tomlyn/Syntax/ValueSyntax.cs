namespace Tomlyn.Syntax;

/// <summary>A value, or a part of a key.</summary>
public abstract class ValueSyntax : SyntaxNode
{
    private protected ValueSyntax(SyntaxKind kind)
        : base(kind)
    {
    }
}
