namespace OrleansSync.PowerShell.Schemas;

/// <summary>OSyncTableKind.</summary>
public enum OSyncTableKind
{
    /// <summary>Table.</summary>
    Table = 1,

    /// <summary>Partitioned table.</summary>
    PartitionedTable = 2,

    /// <summary>View.</summary>
    View = 3,

    /// <summary>Materialized view.</summary>
    MaterializedView = 4,

    /// <summary>Foreign table.</summary>
    ForeignTable = 5,
}
