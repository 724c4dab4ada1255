namespace OrleansSync.Helix.Reconcile;

/// <summary>What comparing both sides says to do.</summary>
public enum SyncVerdict
{
    /// <summary>Both sides are equal, or both are empty.</summary>
    InSync,

    /// <summary>Only the project has files, or its differing files are newer: deploy them.</summary>
    Push,

    /// <summary>Only the cloud has files, or its differing files are newer: write them.</summary>
    Pull,

    /// <summary>Both sides differ and the times do not tell which is newer: ask.</summary>
    Undecided,
}
