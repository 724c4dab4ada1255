namespace OrleansSync.Simulation.Push;

/// <summary>Deliberate faults around the real push pump that the simulation must catch; the losses of earlier systems first.</summary>
public enum PushBug
{
    /// <summary>None.</summary>
    None,

    /// <summary>The cursor passes a row that was set aside, and the row is forgotten.</summary>
    ForgetsParkedRows,

    /// <summary>The reader goes past the oldest open transaction, so that a late commit is never seen.</summary>
    ReadsPastTheHorizon,

    /// <summary>Creates are not noted before they are sent, and the list takes a key twice.</summary>
    SendsWithoutReserving,

    /// <summary>The list takes a second item of one key.</summary>
    ListTakesAKeyTwice,

    /// <summary>A commit of an old epoch is accepted, and the list takes a key twice.</summary>
    IgnoresEpochs,

    /// <summary>A write whose request was lost is taken for done.</summary>
    TakesLostForDone,

    /// <summary>What the budget did not let through is taken for done.</summary>
    TakesUnsentForDone,

    /// <summary>The cursor is committed although a part of the batch was not sent.</summary>
    CursorPassesUnsentRows,

    /// <summary>Rows with the last watermark of a page are skipped on the next one.</summary>
    SkipsTies,

    /// <summary>A row that a page does not hold is taken for deleted.</summary>
    TakesAbsentForDeleted,

    /// <summary>Entries are committed, but not the cursor that belongs to them, and counted anyway.</summary>
    CountsTwice,

    /// <summary>A look-up that found nothing is answered although the item is there, in a list that takes a key twice.</summary>
    TrustsAnEmptyLookUp,

    /// <summary>The old item of a move is deleted before the new one is there.</summary>
    DeletesBeforeCreating,

    /// <summary>Entries are dropped at the edge of a batch: the row is created again, in a list that takes a key twice.</summary>
    ForgetsEntries,

    /// <summary>Outcomes are given to the wrong rows.</summary>
    MixesOutcomesUp,

    /// <summary>A look at the whole table leaves out a row, as row-level security or a page that was skipped would.</summary>
    ScanMissesARow,

    /// <summary>A comparison of the whole table is told a row as it was once, and passes for unchanged what changed since.</summary>
    ScanTellsOldHashes,

    /// <summary>Items that were there before are taken as rows' own without a note in the ledger, so that others are made beside them.</summary>
    ForgetsAdoptedItems,

    /// <summary>The match says that it is done before its pairs are noted, and a worker that comes then makes new items.</summary>
    EndsTheMatchFirst,
}
