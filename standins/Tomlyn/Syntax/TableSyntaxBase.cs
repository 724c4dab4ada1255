namespace Tomlyn.Syntax;

/// <summary>A header and the lines under it.</summary>
public abstract class TableSyntaxBase : SyntaxNode
{
    private readonly TokenKind open;
    private readonly TokenKind close;
    private SyntaxToken? openBracket;
    private KeySyntax? name;
    private SyntaxToken? closeBracket;
    private SyntaxToken? endOfLineToken;

    private protected TableSyntaxBase(SyntaxKind kind, TokenKind open, TokenKind close)
        : base(kind)
    {
        (this.open, this.close) = (open, close);
        Items = new SyntaxList<KeyValueSyntax> { Parent = this };
    }

    private protected TableSyntaxBase(SyntaxKind kind, TokenKind open, TokenKind close, KeySyntax name)
        : this(kind, open, close)
    {
        ArgumentNullException.ThrowIfNull(name);
        OpenBracket = SyntaxFactory.Token(open);
        Name = name;
        CloseBracket = SyntaxFactory.Token(close);
        EndOfLineToken = SyntaxFactory.NewLine();
    }

    /// <summary>What opens the header.</summary>
    public SyntaxToken? OpenBracket { get => openBracket; set => AdoptToken(ref openBracket, value, open); }

    /// <summary>The table's name.</summary>
    public KeySyntax? Name { get => name; set => Adopt(ref name, value); }

    /// <summary>What closes the header.</summary>
    public SyntaxToken? CloseBracket { get => closeBracket; set => AdoptToken(ref closeBracket, value, close); }

    /// <summary>The header's line end; null at the end of the text.</summary>
    public SyntaxToken? EndOfLineToken { get => endOfLineToken; set => AdoptToken(ref endOfLineToken, value, TokenKind.NewLine, TokenKind.Eof); }

    /// <summary>The keys under the header.</summary>
    public SyntaxList<KeyValueSyntax> Items { get; }

    /// <inheritdoc />
    public override int ChildrenCount => 5;

    private protected override SyntaxNode? ChildAt(int index) => index switch
    {
        0 => OpenBracket,
        1 => Name,
        2 => CloseBracket,
        3 => EndOfLineToken,
        _ => Items,
    };
}
