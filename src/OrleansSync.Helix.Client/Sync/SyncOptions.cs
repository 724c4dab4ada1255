namespace OrleansSync.Helix.Client.Sync;

/// <summary>What to sync, and what may be done without asking.</summary>
/// <param name="Folder">The project's folder, one below it, or an empty one.</param>
/// <param name="Instance">The instance's name in helix.toml; null finds the cluster by workspace and project.</param>
public sealed record SyncOptions(string Folder, string? Instance)
{
    /// <summary>Does what the plan says without asking; a tie still changes nothing, and local-only files stay.</summary>
    public bool Yes { get; init; }

    /// <summary>Shows the plan and does nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Removes local files that the cloud does not have, when the cloud is the newer side.</summary>
    public bool DeleteExtra { get; init; }

    /// <summary>Takes this side whatever the times say.</summary>
    public SyncSide Prefer { get; init; }

    /// <summary>An id or a name; null decides as the selector of workspaces does.</summary>
    public string? Workspace { get; init; }

    /// <summary>An id or a name; null asks when there is more than one.</summary>
    public string? Cluster { get; init; }

    /// <summary>Creates the project without asking when the cloud does not have it.</summary>
    public bool MayCreateProject { get; init; }
}
