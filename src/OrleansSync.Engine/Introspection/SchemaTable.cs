using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>A table of a database as it was seen last.</summary>
/// <param name="Id">Its id, which later snapshots keep.</param>
/// <param name="Relation">What the catalog of PostgreSQL said.</param>
/// <param name="ColumnIds">The ids of its columns by their numbers; a rename keeps them.</param>
/// <param name="IsPresent">False when the last snapshot did not have it any more.</param>
/// <param name="FirstSeenAt">When it was seen first; UTC.</param>
/// <param name="ChangedAt">When it was seen to be other than before, or gone; UTC.</param>
public sealed record SchemaTable(
    SchemaTableId Id, RelationInfo Relation, ImmutableSortedDictionary<int, Guid> ColumnIds, bool IsPresent, DateTimeOffset FirstSeenAt, DateTimeOffset ChangedAt);
