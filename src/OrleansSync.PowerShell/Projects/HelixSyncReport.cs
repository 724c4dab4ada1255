using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Reconcile;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>What a sync did, or with -WhatIf would do.</summary>
[View("Verdict", "Creates", "Changes", "Extra", "ProjectFileChanges", "IsApplied")]
public sealed record HelixSyncReport
{
    /// <summary>The cluster.</summary>
    public string ClusterId { get; init; } = "";

    /// <summary>Which way.</summary>
    public HelixSyncVerdict Verdict { get; init; }

    /// <summary>Files that the changed side lacks.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>Files whose content differs.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Files that only the changed side has.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>What changes in helix.toml, a sentence each.</summary>
    public IReadOnlyList<string> ProjectFileChanges { get; init; } = [];

    /// <summary>False for a plan, and when a tie was left alone.</summary>
    public bool IsApplied { get; init; }

    internal static HelixSyncReport From(SyncReport report) => new()
    {
        ClusterId = report.ClusterId,
        Verdict = report.Plan.Verdict switch
        {
            SyncVerdict.InSync => HelixSyncVerdict.InSync,
            SyncVerdict.Pull => HelixSyncVerdict.Pull,
            SyncVerdict.Push => HelixSyncVerdict.Push,
            _ => HelixSyncVerdict.Undecided,
        },
        Creates = report.Plan.Creates,
        Changes = report.Plan.Changes,
        Extra = report.Plan.Extra,
        ProjectFileChanges = report.ProjectFileChanges,
        IsApplied = report.Applied,
    };
}
