namespace OrleansSync.PowerShell.Runs;

/// <summary>Where a run stands.</summary>
public enum OSyncRunState
{
    /// <summary>Queued.</summary>
    Queued = 1,

    /// <summary>Running.</summary>
    Running = 2,

    /// <summary>Pausing.</summary>
    Pausing = 3,

    /// <summary>Paused.</summary>
    Paused = 4,

    /// <summary>A guard tripped: it takes no turns until ConfirmSyncRun.</summary>
    WaitingForConfirmation = 5,

    /// <summary>Cancelling.</summary>
    Cancelling = 6,

    /// <summary>Cancelled.</summary>
    Cancelled = 7,

    /// <summary>Succeeded.</summary>
    Succeeded = 8,

    /// <summary>Failed.</summary>
    Failed = 9,

    /// <summary>Abandoned.</summary>
    Abandoned = 10,
}
