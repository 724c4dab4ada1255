namespace OrleansSync.Engine.Introspection;

/// <summary>What has changed between two snapshots. Added to, never renamed.</summary>
public enum DriftKind
{
    /// <summary>A relation is new.</summary>
    RelationAdded,

    /// <summary>A relation is gone.</summary>
    RelationRemoved,

    /// <summary>A relation has another name or schema.</summary>
    RelationRenamed,

    /// <summary>A relation of that name is of another kind.</summary>
    RelationReplaced,

    /// <summary>A column is new.</summary>
    ColumnAdded,

    /// <summary>A column is gone.</summary>
    ColumnRemoved,

    /// <summary>A column has another name.</summary>
    ColumnRenamed,

    /// <summary>A column has another type, length, precision or other labels.</summary>
    ColumnRetyped,

    /// <summary>A column may be null now, or not any more.</summary>
    NullabilityChanged,

    /// <summary>A column's default, identity or generation is another.</summary>
    DefaultChanged,

    /// <summary>A constraint is new.</summary>
    ConstraintAdded,

    /// <summary>A constraint is gone.</summary>
    ConstraintRemoved,

    /// <summary>A constraint of that name demands something else.</summary>
    ConstraintChanged,

    /// <summary>An index is new, gone or another.</summary>
    IndexChanged,

    /// <summary>A trigger is new, gone or another.</summary>
    TriggerChanged,

    /// <summary>What change capture tells of old rows is another.</summary>
    ReplicaIdentityChanged,

    /// <summary>Row-level security was switched on or off.</summary>
    RowSecurityChanged,
}
