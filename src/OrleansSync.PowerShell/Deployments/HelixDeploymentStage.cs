namespace OrleansSync.PowerShell.Deployments;

/// <summary>What a deployment does next, or how it ended.</summary>
public enum HelixDeploymentStage
{
    /// <summary>Check.</summary>
    Check = 1,

    /// <summary>Store.</summary>
    Store = 2,

    /// <summary>Build.</summary>
    Build = 3,

    /// <summary>Roll out.</summary>
    RollOut = 4,

    /// <summary>The cluster runs it.</summary>
    Done = 5,

    /// <summary>The cluster is as it was.</summary>
    Failed = 6,

    /// <summary>The cluster is as it was.</summary>
    Cancelled = 7,
}
