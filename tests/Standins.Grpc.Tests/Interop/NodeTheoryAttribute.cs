namespace Standins.Tests.Interop;

/// <summary>A theory that needs node and the packages of the repository's package.json.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute() => Skip = Peer.WhyNot;
}
