namespace Tomlyn.Syntax;

/// <summary>One table of an array: <c>[[name]]</c>.</summary>
public sealed class TableArraySyntax : TableSyntaxBase
{
    /// <summary>Makes a table without anything.</summary>
    public TableArraySyntax()
        : base(SyntaxKind.TableArray, TokenKind.OpenBracketDouble, TokenKind.CloseBracketDouble)
    {
    }

    /// <summary>Makes an empty table with a name of one part.</summary>
    public TableArraySyntax(string name)
        : this(new KeySyntax(name))
    {
    }

    /// <summary>Makes an empty table.</summary>
    public TableArraySyntax(KeySyntax name)
        : base(SyntaxKind.TableArray, TokenKind.OpenBracketDouble, TokenKind.CloseBracketDouble, name)
    {
    }
}
