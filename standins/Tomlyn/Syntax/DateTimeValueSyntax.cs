namespace Tomlyn.Syntax;

/// <summary>A date, a time, or both.</summary>
public sealed class DateTimeValueSyntax : ValueSyntax
{
    private SyntaxToken? token;

    /// <summary>Makes one without a token; the kind is one of the five of dates and times.</summary>
    public DateTimeValueSyntax(SyntaxKind kind)
        : base(kind is >= SyntaxKind.OffsetDateTimeByZ and <= SyntaxKind.LocalTime ? kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a date or time."))
    {
    }

    /// <summary>The token.</summary>
    public SyntaxToken? Token { get => token; set => AdoptToken(ref token, value, TokenKinds.IsDateTime); }

    /// <summary>What it stands for.</summary>
    public TomlDateTime Value { get; set; }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    private protected override SyntaxNode? ChildAt(int index) => Token;
}
