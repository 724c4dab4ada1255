namespace OrleansSync.Engine.Introspection;

/// <summary>What a constraint demands.</summary>
public enum ConstraintKind
{
    /// <summary>The primary key.</summary>
    PrimaryKey,

    /// <summary>Columns that are unique together.</summary>
    Unique,

    /// <summary>A row of another table.</summary>
    ForeignKey,

    /// <summary>An expression that is not false.</summary>
    Check,

    /// <summary>No two rows that conflict by operators.</summary>
    Exclusion,
}
