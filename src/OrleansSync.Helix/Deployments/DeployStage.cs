namespace OrleansSync.Helix.Deployments;

/// <summary>What a deployment does next; it is stored after each step, so a killed one goes on from there.</summary>
public enum DeployStage
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>The source is checked.</summary>
    Check = 1,

    /// <summary>The source is stored.</summary>
    Store = 2,

    /// <summary>The queries are built.</summary>
    Build = 3,

    /// <summary>The cluster takes the build.</summary>
    RollOut = 4,

    /// <summary>Ended well: the cluster's source is this deployment's.</summary>
    Done = 5,

    /// <summary>Ended with a cause; the cluster is as it was.</summary>
    Failed = 6,

    /// <summary>Ended because somebody asked; the cluster is as it was.</summary>
    Cancelled = 7,
}
