namespace Tomlyn.Syntax;

/// <summary>A table: <c>[name]</c>.</summary>
public sealed class TableSyntax : TableSyntaxBase
{
    /// <summary>Makes a table without anything.</summary>
    public TableSyntax()
        : base(SyntaxKind.Table, TokenKind.OpenBracket, TokenKind.CloseBracket)
    {
    }

    /// <summary>Makes an empty table with a name of one part.</summary>
    public TableSyntax(string name)
        : this(new KeySyntax(name))
    {
    }

    /// <summary>Makes an empty table.</summary>
    public TableSyntax(KeySyntax name)
        : base(SyntaxKind.Table, TokenKind.OpenBracket, TokenKind.CloseBracket, name)
    {
    }
}
