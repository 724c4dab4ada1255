namespace OrleansSync.Engine.Changes;

/// <summary>Why a change needs no write. The names are shown in every run's equation (P10); added to, never renamed.</summary>
public enum SkipReason
{
    /// <summary>Touched without effect: the ledger has these values. Counted as unchanged.</summary>
    Unchanged,

    /// <summary>Our own write seen again. Counted as unchanged.</summary>
    Echo,

    /// <summary>A delete of something that was never synced.</summary>
    NeverSynced,

    /// <summary>The definition does not flow this way.</summary>
    OtherDirection,

    /// <summary>A delete that the delete policy ignores.</summary>
    DeleteIgnored,

    /// <summary>The partner was deleted and this side was marked or left alone; it is no longer synced.</summary>
    Detached,

    /// <summary>This side or both were deleted already.</summary>
    AlreadyDeleted,

    /// <summary>A person's edit of an item of a one-way push, kept until the row changes.</summary>
    ItemEditIgnored,

    /// <summary>A person's delete of an item of a one-way push, kept until the row changes.</summary>
    ItemDeleteIgnored,

    /// <summary>An old state of an item that was deleted since.</summary>
    LateNews,

    /// <summary>The pull writes what follows from this.</summary>
    LeftToPull,

    /// <summary>The push writes what follows from this.</summary>
    LeftToPush,

    /// <summary>A backfill writes to live pairs alone; an ordinary run makes, moves or mends the others.</summary>
    NotBackfilled,
}
