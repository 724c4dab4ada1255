using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>A deployment that ended well.</summary>
[View("Url")]
public sealed record HelixDeployResult
{
    /// <summary>Where the cluster answers.</summary>
    public string Url { get; init; } = "";

    /// <summary>The cluster's first key, told once after its first deployment; empty otherwise.</summary>
    public string AuthKey { get; init; } = "";

    /// <summary>Without the key, so that it does not get into logs by accident.</summary>
    public override string ToString() => Url;
}
