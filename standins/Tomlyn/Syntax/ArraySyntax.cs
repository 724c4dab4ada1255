namespace Tomlyn.Syntax;

/// <summary>An array.</summary>
public sealed class ArraySyntax : ValueSyntax
{
    private SyntaxToken? openBracket;
    private SyntaxToken? closeBracket;

    /// <summary>Makes one without brackets.</summary>
    public ArraySyntax()
        : base(SyntaxKind.Array) => Items = new SyntaxList<ArrayItemSyntax> { Parent = this };

    /// <summary>Makes an array of strings on one line.</summary>
    public ArraySyntax(string[] values)
        : this()
    {
        ArgumentNullException.ThrowIfNull(values);
        OpenBracket = SyntaxFactory.Token(TokenKind.OpenBracket);
        CloseBracket = SyntaxFactory.Token(TokenKind.CloseBracket);
        foreach (var (index, value) in values.Index())
        {
            var isLast = index == values.Length - 1;
            Items.Add(new ArrayItemSyntax
            {
                Value = new StringValueSyntax(value),
                Comma = isLast ? null : SyntaxFactory.Token(TokenKind.Comma).AddTrailingTrivia(SyntaxFactory.Whitespace()),
            });
        }
    }

    /// <summary>The opening bracket.</summary>
    public SyntaxToken? OpenBracket { get => openBracket; set => AdoptToken(ref openBracket, value, TokenKind.OpenBracket); }

    /// <summary>The values.</summary>
    public SyntaxList<ArrayItemSyntax> Items { get; }

    /// <summary>The closing bracket.</summary>
    public SyntaxToken? CloseBracket { get => closeBracket; set => AdoptToken(ref closeBracket, value, TokenKind.CloseBracket); }

    /// <inheritdoc />
    public override int ChildrenCount => 3;

    private protected override SyntaxNode? ChildAt(int index) => index switch
    {
        0 => OpenBracket,
        1 => Items,
        _ => CloseBracket,
    };
}
