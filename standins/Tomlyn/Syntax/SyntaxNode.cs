namespace Tomlyn.Syntax;

/// <summary>A node of the tree. Written one after the other, trivia, tokens and children give the text back byte for byte.</summary>
public abstract class SyntaxNode : SyntaxNodeBase
{
    private protected SyntaxNode(SyntaxKind kind) => Kind = kind;

    /// <summary>What it is.</summary>
    public SyntaxKind Kind { get; }

    /// <summary>What is written before it.</summary>
    public List<SyntaxTrivia>? LeadingTrivia { get; set; }

    /// <summary>What is written after it.</summary>
    public List<SyntaxTrivia>? TrailingTrivia { get; set; }

    /// <summary>How many places for children it has.</summary>
    public abstract int ChildrenCount { get; }

    /// <summary>The child at a place, null when there is none.</summary>
    public SyntaxNode? GetChild(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, ChildrenCount);
        return ChildAt(index);
    }

    /// <summary>The node's text.</summary>
    public override string ToString()
    {
        var writer = new StringWriter();
        WriteTo(writer);
        return writer.ToString();
    }

    /// <summary>Writes the node's text.</summary>
    public void WriteTo(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(LeadingTrivia, writer);
        if (this is SyntaxToken token)
        {
            writer.Write(token.TokenKind.FixedText() ?? token.Text);
        }

        for (var i = 0; i < ChildrenCount; i++)
        {
            ChildAt(i)?.WriteTo(writer);
        }

        Write(TrailingTrivia, writer);
    }

    private protected abstract SyntaxNode? ChildAt(int index);

    /// <summary>Hangs a child on this node in place of another; a node has one parent.</summary>
    private protected void Adopt<T>(ref T? place, T? child)
        where T : SyntaxNode
    {
        if (child?.Parent is not null)
        {
            throw new InvalidOperationException("The node has a parent already; take it from there first.");
        }

        place?.Parent = null;
        child?.Parent = this;
        place = child;
    }

    private protected void AdoptToken(ref SyntaxToken? place, SyntaxToken? child, params ReadOnlySpan<TokenKind> allowed)
    {
        if (child is not null && !allowed.Contains(child.TokenKind))
        {
            throw new InvalidOperationException($"A token of kind {child.TokenKind} cannot stand here.");
        }

        Adopt(ref place, child);
    }

    private protected void AdoptToken(ref SyntaxToken? place, SyntaxToken? child, Func<TokenKind, bool> isAllowed) =>
        AdoptToken(ref place, child, child is not null && isAllowed(child.TokenKind) ? [child.TokenKind] : []);

    private static void Write(List<SyntaxTrivia>? trivia, TextWriter writer)
    {
        foreach (var piece in trivia ?? [])
        {
            writer.Write(piece.Text);
        }
    }
}
