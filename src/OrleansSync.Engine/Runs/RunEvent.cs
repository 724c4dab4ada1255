namespace OrleansSync.Engine.Runs;

/// <summary>What can happen to a run.</summary>
public enum RunEvent
{
    /// <summary>The first turn begins.</summary>
    Begin,

    /// <summary>A person asks for a pause.</summary>
    Pause,

    /// <summary>A person asks to go on.</summary>
    Resume,

    /// <summary>A turn ended with its commit.</summary>
    TurnEnds,

    /// <summary>A guard tripped over a planned batch.</summary>
    GuardTrips,

    /// <summary>A person allows what the guard stopped.</summary>
    Confirm,

    /// <summary>A person forbids what the guard stopped: the run is cancelled.</summary>
    Decline,

    /// <summary>A person asks to stop for good.</summary>
    Cancel,

    /// <summary>Everything was read, and the equation balances.</summary>
    Complete,

    /// <summary>An error that no retry heals.</summary>
    Fail,

    /// <summary>The worker is gone, and nobody takes over.</summary>
    Abandon,

    /// <summary>Another worker takes over, under a new epoch.</summary>
    TakeOver,
}
