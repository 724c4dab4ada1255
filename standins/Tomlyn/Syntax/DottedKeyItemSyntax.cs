namespace Tomlyn.Syntax;

/// <summary>A dot and the part of a key behind it.</summary>
public sealed class DottedKeyItemSyntax : ValueSyntax
{
    private SyntaxToken? dot;
    private BareKeyOrStringValueSyntax? key;

    /// <summary>Makes one without anything.</summary>
    public DottedKeyItemSyntax()
        : base(SyntaxKind.DottedKeyItem)
    {
    }

    /// <summary>Makes one of a name.</summary>
    public DottedKeyItemSyntax(string key)
        : this()
    {
        ArgumentNullException.ThrowIfNull(key);
        Dot = SyntaxFactory.Token(TokenKind.Dot);
        Key = BareKeyOrStringValueSyntax.Of(key);
    }

    /// <summary>The dot.</summary>
    public SyntaxToken? Dot { get => dot; set => AdoptToken(ref dot, value, TokenKind.Dot); }

    /// <summary>The part.</summary>
    public BareKeyOrStringValueSyntax? Key { get => key; set => Adopt(ref key, value); }

    /// <inheritdoc />
    public override int ChildrenCount => 2;

    private protected override SyntaxNode? ChildAt(int index) => index == 0 ? Dot : Key;
}
