namespace OrleansSync.PowerShell.Instances;

/// <summary>What an instance is to its database.</summary>
public enum OSyncInstanceRole
{
    /// <summary>Takes writes.</summary>
    Primary = 1,

    /// <summary>Follows the primary and can take its place.</summary>
    Standby = 2,

    /// <summary>Follows the primary and never takes its place.</summary>
    Replica = 3,
}
