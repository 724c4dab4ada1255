namespace Tomlyn.Syntax;

/// <summary>A whole text: keys before the first header, then the tables.</summary>
public sealed class DocumentSyntax : SyntaxNode
{
    /// <summary>Makes an empty document.</summary>
    public DocumentSyntax()
        : base(SyntaxKind.Document)
    {
        KeyValues = new SyntaxList<KeyValueSyntax> { Parent = this };
        Tables = new SyntaxList<TableSyntaxBase> { Parent = this };
    }

    /// <summary>What was found while reading.</summary>
    public DiagnosticsBag Diagnostics { get; } = new();

    /// <summary>True when the text is not TOML.</summary>
    public bool HasErrors => Diagnostics.HasErrors;

    /// <summary>The keys before the first header.</summary>
    public SyntaxList<KeyValueSyntax> KeyValues { get; }

    /// <summary>The tables, in the order of their headers.</summary>
    public SyntaxList<TableSyntaxBase> Tables { get; }

    /// <inheritdoc />
    public override int ChildrenCount => 2;

    private protected override SyntaxNode ChildAt(int index) => index == 0 ? KeyValues : Tables;
}
