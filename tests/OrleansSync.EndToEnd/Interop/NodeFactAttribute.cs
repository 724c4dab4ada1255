using OrleansSync.Testing.Postgres;

namespace OrleansSync.EndToEnd.Interop;

/// <summary>A test that needs PostgreSQL and node with its packages; skipped with the reason where node is missing.</summary>
internal sealed class NodeFactAttribute : PostgresFactAttribute
{
    public NodeFactAttribute() => Skip = Node.WhyNot;
}
