using System.Globalization;

namespace Tomlyn.Syntax;

/// <summary>An integer.</summary>
public sealed class IntegerValueSyntax : ValueSyntax
{
    private SyntaxToken? token;

    /// <summary>Makes one without a token.</summary>
    public IntegerValueSyntax()
        : base(SyntaxKind.Integer)
    {
    }

    /// <summary>Makes a decimal one.</summary>
    public IntegerValueSyntax(long value)
        : this() => (Token, Value) = (new SyntaxToken(TokenKind.Integer, value.ToString(CultureInfo.InvariantCulture)), value);

    /// <summary>The token.</summary>
    public SyntaxToken? Token { get => token; set => AdoptToken(ref token, value, TokenKinds.IsInteger); }

    /// <summary>What it stands for.</summary>
    public long Value { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    private protected override SyntaxNode? ChildAt(int index) => Token;
}
