namespace Tomlyn.Syntax;

/// <summary>A value of an array and the comma behind it.</summary>
public sealed class ArrayItemSyntax() : SyntaxNode(SyntaxKind.ArrayItem)
{
    private ValueSyntax? value;
    private SyntaxToken? comma;

    /// <summary>The value.</summary>
    public ValueSyntax? Value { get => value; set => Adopt(ref this.value, value); }

    /// <summary>The comma; the last item may lack it.</summary>
    public SyntaxToken? Comma { get => comma; set => AdoptToken(ref comma, value, TokenKind.Comma); }

    /// <inheritdoc />
    public override int ChildrenCount => 2;

    private protected override SyntaxNode? ChildAt(int index) => index == 0 ? Value : Comma;
}
