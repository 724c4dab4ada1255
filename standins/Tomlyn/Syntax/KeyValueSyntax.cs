namespace Tomlyn.Syntax;

/// <summary>A line <c>key = value</c>, or an entry of an inline table.</summary>
public sealed class KeyValueSyntax : SyntaxNode
{
    private KeySyntax? key;
    private SyntaxToken? equalToken;
    private ValueSyntax? value;
    private SyntaxToken? endOfLineToken;

    /// <summary>Makes one without anything.</summary>
    public KeyValueSyntax()
        : base(SyntaxKind.KeyValue)
    {
    }

    /// <summary>Makes a line with a key of one part.</summary>
    public KeyValueSyntax(string key, ValueSyntax value)
        : this(new KeySyntax(key), value)
    {
    }

    /// <summary>Makes a line.</summary>
    public KeyValueSyntax(KeySyntax key, ValueSyntax value)
        : this()
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        Key = key;
        EqualToken = SyntaxFactory.Token(TokenKind.Equal).AddLeadingTrivia(SyntaxFactory.Whitespace()).AddTrailingTrivia(SyntaxFactory.Whitespace());
        Value = value;
        EndOfLineToken = SyntaxFactory.NewLine();
    }

    /// <summary>The key.</summary>
    public KeySyntax? Key { get => key; set => Adopt(ref key, value); }

    /// <summary>The equals sign.</summary>
    public SyntaxToken? EqualToken { get => equalToken; set => AdoptToken(ref equalToken, value, TokenKind.Equal); }

    /// <summary>The value.</summary>
    public ValueSyntax? Value { get => value; set => Adopt(ref this.value, value); }

    /// <summary>The line end; null in an inline table and at the end of the text.</summary>
    public SyntaxToken? EndOfLineToken { get => endOfLineToken; set => AdoptToken(ref endOfLineToken, value, TokenKind.NewLine, TokenKind.Eof); }

    /// <inheritdoc />
    public override int ChildrenCount => 4;

    private protected override SyntaxNode? ChildAt(int index) => index switch
    {
        0 => Key,
        1 => EqualToken,
        2 => Value,
        _ => EndOfLineToken,
    };
}
