namespace OrleansSync.PowerShell.Definitions;

/// <summary>Which way a field goes.</summary>
public enum OSyncMappingDirection
{
    /// <summary>Both.</summary>
    Both = 1,

    /// <summary>Push only.</summary>
    PushOnly = 2,

    /// <summary>Pull only.</summary>
    PullOnly = 3,
}
