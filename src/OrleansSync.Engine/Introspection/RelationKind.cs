namespace OrleansSync.Engine.Introspection;

/// <summary>What a relation of PostgreSQL is.</summary>
public enum RelationKind
{
    /// <summary>An ordinary table; a partition too.</summary>
    Table,

    /// <summary>A table whose rows lie in partitions.</summary>
    PartitionedTable,

    /// <summary>A view.</summary>
    View,

    /// <summary>A view whose rows are stored.</summary>
    MaterializedView,

    /// <summary>A table of another server.</summary>
    ForeignTable,
}
