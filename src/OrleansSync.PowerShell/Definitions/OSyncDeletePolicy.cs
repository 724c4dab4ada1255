namespace OrleansSync.PowerShell.Definitions;

/// <summary>What the delete of one side means for the other.</summary>
public enum OSyncDeletePolicy
{
    /// <summary>The other side is deleted too.</summary>
    Propagate = 1,

    /// <summary>The other side is marked in a column of its own.</summary>
    Mark = 2,

    /// <summary>The other side stays and is no longer synced.</summary>
    Detach = 3,

    /// <summary>Nothing happens.</summary>
    Ignore = 4,
}
