namespace Standins.Tests.Interop;

/// <summary>A fact that needs node and the packages of the repository's package.json; skipped with the reason where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Peer.WhyNot;
}
