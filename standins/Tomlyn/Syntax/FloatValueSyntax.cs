using System.Globalization;

namespace Tomlyn.Syntax;

/// <summary>A number with a fraction or an exponent, infinity or not a number.</summary>
public sealed class FloatValueSyntax : ValueSyntax
{
    private SyntaxToken? token;

    /// <summary>Makes one without a token.</summary>
    public FloatValueSyntax()
        : base(SyntaxKind.Float)
    {
    }

    /// <summary>Makes one that reads back as the same number.</summary>
    public FloatValueSyntax(double value)
        : this()
    {
        Token = value switch
        {
            double.NaN => SyntaxFactory.Token(TokenKind.Nan),
            double.PositiveInfinity => SyntaxFactory.Token(TokenKind.PositiveInfinite),
            double.NegativeInfinity => SyntaxFactory.Token(TokenKind.NegativeInfinite),
            _ => new SyntaxToken(TokenKind.Float, Text(value)),
        };
        Value = value;
    }

    /// <summary>The token.</summary>
    public SyntaxToken? Token { get => token; set => AdoptToken(ref token, value, TokenKinds.IsFloat); }

    /// <summary>What it stands for.</summary>
    public double Value { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    private protected override SyntaxNode? ChildAt(int index) => Token;

    private static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
