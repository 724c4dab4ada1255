namespace OrleansSync.PowerShell.Schemas;

/// <summary>OSyncConstraintKind.</summary>
public enum OSyncConstraintKind
{
    /// <summary>Primary key.</summary>
    PrimaryKey = 1,

    /// <summary>Unique.</summary>
    Unique = 2,

    /// <summary>Foreign key.</summary>
    ForeignKey = 3,

    /// <summary>Check.</summary>
    Check = 4,

    /// <summary>Exclusion.</summary>
    Exclusion = 5,
}
