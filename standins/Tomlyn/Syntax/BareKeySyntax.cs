namespace Tomlyn.Syntax;

/// <summary>A part of a key without quotes.</summary>
public sealed class BareKeySyntax : BareKeyOrStringValueSyntax
{
    private SyntaxToken? key;

    /// <summary>Makes one without a token.</summary>
    public BareKeySyntax()
        : base(SyntaxKind.BasicKey)
    {
    }

    /// <summary>Makes one of a name.</summary>
    public BareKeySyntax(string name)
        : this() =>
        Key = IsBareKey(name) ? new SyntaxToken(TokenKind.BasicKey, name) : throw new ArgumentOutOfRangeException(nameof(name), name, "A bare key is letters, digits, '_' and '-' only.");

    /// <summary>The token.</summary>
    public SyntaxToken? Key { get => key; set => AdoptToken(ref key, value, TokenKind.BasicKey); }

    /// <inheritdoc />
    public override int ChildrenCount => 1;

    /// <summary>True when a name needs no quotes.</summary>
    public static bool IsBareKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && name.All(IsBare);
    }

    internal static bool IsBare(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private protected override SyntaxNode? ChildAt(int index) => Key;
}
