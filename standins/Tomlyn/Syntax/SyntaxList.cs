namespace Tomlyn.Syntax;

/// <summary>A list of nodes; <see cref="SyntaxList{TSyntaxNode}"/> says which.</summary>
public abstract class SyntaxList : SyntaxNode
{
    private protected SyntaxList()
        : base(SyntaxKind.List)
    {
    }

    /// <inheritdoc />
    public sealed override int ChildrenCount => Nodes.Count;

    private protected List<SyntaxNode> Nodes { get; } = [];

    private protected override SyntaxNode ChildAt(int index) => Nodes[index];
}
