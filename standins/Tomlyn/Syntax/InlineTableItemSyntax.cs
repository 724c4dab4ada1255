namespace Tomlyn.Syntax;

/// <summary>An entry of an inline table and the comma behind it.</summary>
public sealed class InlineTableItemSyntax() : SyntaxNode(SyntaxKind.InlineTable)
{
    private KeyValueSyntax? keyValue;
    private SyntaxToken? comma;

    /// <summary>Makes one of an entry.</summary>
    public InlineTableItemSyntax(KeyValueSyntax keyValue)
        : this()
    {
        ArgumentNullException.ThrowIfNull(keyValue);
        KeyValue = keyValue;
    }

    /// <summary>The entry.</summary>
    public KeyValueSyntax? KeyValue { get => keyValue; set => Adopt(ref keyValue, value); }

    /// <summary>The comma; the last entry may lack it.</summary>
    public SyntaxToken? Comma { get => comma; set => AdoptToken(ref comma, value, TokenKind.Comma); }

    /// <inheritdoc />
    public override int ChildrenCount => 2;

    private protected override SyntaxNode? ChildAt(int index) => index == 0 ? KeyValue : Comma;
}
