using System.Collections.Immutable;

namespace OrleansSync.Engine.Databases;

/// <summary>What is wanted of a database, to be compared with what the role may do.</summary>
/// <param name="Tables">The tables; may be empty.</param>
/// <param name="Replication">True when changes are captured by logical replication.</param>
public sealed record DatabaseNeeds(ImmutableArray<TableNeed> Tables, bool Replication)
{
    /// <summary>No table yet.</summary>
    public static DatabaseNeeds None { get; } = new([], false);
}
