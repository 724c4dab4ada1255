using System.Collections;
namespace Tomlyn.Syntax;

/// <summary>A list of nodes of one type.</summary>
public sealed class SyntaxList<TSyntaxNode> : SyntaxList, IEnumerable<TSyntaxNode>
    where TSyntaxNode : SyntaxNode
{
    /// <summary>Appends a node that has no parent.</summary>
    public void Add(TSyntaxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        SyntaxNode? place = null;
        Adopt(ref place, node);
        Nodes.Add(node);
    }

    /// <summary>The node at a place.</summary>
    public new TSyntaxNode? GetChild(int index) => (TSyntaxNode?)base.GetChild(index);

    /// <summary>Takes out the node at a place.</summary>
    public void RemoveChildAt(int index)
    {
        Nodes[index].Parent = null;
        Nodes.RemoveAt(index);
    }

    /// <summary>Takes out a node.</summary>
    public void RemoveChild(TSyntaxNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.Parent != this)
        {
            throw new InvalidOperationException("The node is not in this list.");
        }

        RemoveChildAt(Nodes.IndexOf(node));
    }

    /// <summary>The nodes in order; nodes may be added and taken out meanwhile.</summary>
    public Enumerator GetEnumerator() => new(Nodes);

    IEnumerator<TSyntaxNode> IEnumerable<TSyntaxNode>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Goes through a list by position.</summary>
    public struct Enumerator(List<SyntaxNode> nodes) : IEnumerator<TSyntaxNode>
    {
        private int index = -1;

        /// <inheritdoc />
        public readonly TSyntaxNode Current => (TSyntaxNode)nodes[index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc />
        public bool MoveNext() => ++index < nodes.Count;

        /// <inheritdoc />
        public void Reset() => index = -1;

        /// <inheritdoc />
        public readonly void Dispose()
        {
        }
    }
}
