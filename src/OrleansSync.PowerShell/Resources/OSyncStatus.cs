namespace OrleansSync.PowerShell.Resources;

/// <summary>Whether a resource is in use.</summary>
public enum OSyncStatus
{
    /// <summary>Active.</summary>
    Active = 1,

    /// <summary>Kept, and not used.</summary>
    Disabled = 2,
}
