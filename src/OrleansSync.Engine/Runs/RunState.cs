namespace OrleansSync.Engine.Runs;

/// <summary>Where a run stands. The numbers are stored and never change.</summary>
public enum RunState
{
    /// <summary>Accepted; no turn has been taken.</summary>
    Queued = 1,

    /// <summary>Takes turns.</summary>
    Running = 2,

    /// <summary>A pause was asked for; the turn under way ends first.</summary>
    Pausing = 3,

    /// <summary>Takes no turns until it is resumed.</summary>
    Paused = 4,

    /// <summary>A guard tripped; takes no turns until a person says yes or no. Nothing of the batch in question was written.</summary>
    WaitingForConfirmation = 5,

    /// <summary>A cancel was asked for; the turn under way ends first.</summary>
    Cancelling = 6,

    /// <summary>Ended because somebody asked for it; what it did is done.</summary>
    Cancelled = 7,

    /// <summary>Ended: everything was read, and its equation balances.</summary>
    Succeeded = 8,

    /// <summary>Ended by an error that no retry heals; what it did is done and the cursors stand where it was committed.</summary>
    Failed = 9,

    /// <summary>Given up after its worker was lost and nobody could take it over.</summary>
    Abandoned = 10,
}
