namespace OrleansSync.Engine.Runs;

/// <summary>Why an event is refused.</summary>
public enum RunRefusal
{
    /// <summary>The run has ended; start another one.</summary>
    HasEnded,

    /// <summary>The run is not paused.</summary>
    NotPaused,

    /// <summary>The run does not wait for a confirmation.</summary>
    NothingToConfirm,

    /// <summary>The run waits for a confirmation: say yes or no, or cancel it.</summary>
    WaitsForConfirmation,

    /// <summary>The run is being cancelled, and that cannot be taken back.</summary>
    IsCancelling,

    /// <summary>The run has not begun.</summary>
    NotBegun,

    /// <summary>The run has begun already.</summary>
    HasBegun,

    /// <summary>No turn is under way in this state.</summary>
    NoTurn,

    /// <summary>The run's equation does not balance; it can only fail.</summary>
    DoesNotBalance,
}
