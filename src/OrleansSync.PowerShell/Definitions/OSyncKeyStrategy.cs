namespace OrleansSync.PowerShell.Definitions;

/// <summary>How rows are told apart.</summary>
public enum OSyncKeyStrategy
{
    /// <summary>Primary key.</summary>
    PrimaryKey = 1,

    /// <summary>A unique constraint, or a unique index without expression and condition.</summary>
    UniqueConstraint = 2,

    /// <summary>Columns within which a unique constraint lies.</summary>
    CompositeColumns = 3,

    /// <summary>A hash of columns that you declare to be unique. Refused by this version.</summary>
    Hash = 4,
}
