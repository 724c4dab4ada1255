namespace OrleansSync.Engine.Keys;

/// <summary>How the rows of a table are told apart.</summary>
public enum KeyStrategy
{
    /// <summary>By the primary key.</summary>
    PrimaryKey,

    /// <summary>By a unique constraint that is named.</summary>
    UniqueConstraint,

    /// <summary>By columns that are named, which the table must keep unique.</summary>
    CompositeColumns,

    /// <summary>
    /// By a hash of columns that are named: for keys too long or too personal to be kept. The columns may hold nulls and need
    /// no constraint; whoever chooses it declares that they are unique.
    /// </summary>
    Hash,
}
