namespace Tomlyn.Syntax;

/// <summary>True or false.</summary>
public sealed class BooleanValueSyntax : ValueSyntax
{
    private SyntaxToken? token;

    /// <summary>Makes one without a token.</summary>
    public BooleanValueSyntax()
        : base(SyntaxKind.Boolean)
    {
    }

    /// <summary>Makes one.</summary>
    public BooleanValueSyntax(bool value)
        : this() => (Token, Value) = (SyntaxFactory.Token(value ? TokenKind.True : TokenKind.False), value);

    /// <summary>The token.</summary>
    public SyntaxToken? Token { get => token; set => AdoptToken(ref token, value, TokenKinds.IsBoolean); }

    /// <summary>What it stands for.</summary>
    public bool Value { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    private protected override SyntaxNode? ChildAt(int index) => Token;
}
