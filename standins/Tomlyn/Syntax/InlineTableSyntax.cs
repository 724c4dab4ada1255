namespace Tomlyn.Syntax;

/// <summary>A table as a value.</summary>
public sealed class InlineTableSyntax : ValueSyntax
{
    private SyntaxToken? openBrace;
    private SyntaxToken? closeBrace;

    /// <summary>Makes one without braces.</summary>
    public InlineTableSyntax()
        : base(SyntaxKind.InlineTable) => Items = new SyntaxList<InlineTableItemSyntax> { Parent = this };

    /// <summary>The opening brace.</summary>
    public SyntaxToken? OpenBrace { get => openBrace; set => AdoptToken(ref openBrace, value, TokenKind.OpenBrace); }

    /// <summary>The entries.</summary>
    public SyntaxList<InlineTableItemSyntax> Items { get; }

    /// <summary>The closing brace.</summary>
    public SyntaxToken? CloseBrace { get => closeBrace; set => AdoptToken(ref closeBrace, value, TokenKind.CloseBrace); }

    /// <inheritdoc />
    public override int ChildrenCount => 3;

    private protected override SyntaxNode? ChildAt(int index) => index switch
    {
        0 => OpenBrace,
        1 => Items,
        _ => CloseBrace,
    };
}
