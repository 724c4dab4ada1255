namespace OrleansSync.Engine.Keys;

/// <summary>The rules by which a key, or one row's key, is refused. Added to, never renamed.</summary>
public enum KeyRule
{
    /// <summary>Nothing is refused.</summary>
    None,

    /// <summary>The table has no primary key.</summary>
    NoPrimaryKey,

    /// <summary>The table has no unique constraint of that name.</summary>
    NoSuchConstraint,

    /// <summary>The constraint is deferrable or not yet valid, so two rows may have one key for a while.</summary>
    ConstraintNotImmediate,

    /// <summary>No columns were named, or one twice.</summary>
    ColumnsMissing,

    /// <summary>The table has no column of that name.</summary>
    NoSuchColumn,

    /// <summary>A key column may be null.</summary>
    NullableColumn,

    /// <summary>The columns are not unique in the table.</summary>
    NotUnique,

    /// <summary>The type of a key column has no exact equality (float) or is not read as a key.</summary>
    TypeNotUsable,

    /// <summary>The row's key column is null.</summary>
    NullInKey,

    /// <summary>The row's key column was not sent.</summary>
    UnknownInKey,

    /// <summary>The row's key column cannot be read.</summary>
    ValueNotReadable,
}
