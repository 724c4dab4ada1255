namespace OrleansSync.Engine.Ledger;

/// <summary>What a ledger entry knows of its pair. The numbers are stored and never change.</summary>
public enum LedgerState
{
    /// <summary>Row and item are there and are kept equal.</summary>
    Live = 1,

    /// <summary>An item is about to be created, or was: the outcome is not known. Settled before anything else.</summary>
    Reserved = 2,

    /// <summary>A row is about to be inserted under a key drawn before, or was: the outcome is not known. Settled before anything else.</summary>
    Inserting = 3,

    /// <summary>The item is on its way to another list (<see cref="LedgerEntry.MovingTo"/>). Settled before anything else.</summary>
    Moving = 4,

    /// <summary>The row was deleted; its item is marked.</summary>
    ItemMarked = 5,

    /// <summary>The row was deleted; its item was left alone.</summary>
    ItemAlone = 6,

    /// <summary>The item was deleted; its row is marked.</summary>
    RowMarked = 7,

    /// <summary>The item was deleted; its row was left alone.</summary>
    RowAlone = 8,

    /// <summary>
    /// Both are deleted, by us on one side. Kept for a while (options, 7 days), so that late news of either side is not taken for a new
    /// row or item: a delta may show an item's last edit after we deleted it.
    /// </summary>
    Gone = 9,

    /// <summary>The row matches several items that were there before it, or shares one; it has no item, and gets none until a match decides.</summary>
    Ambiguous = 10,
}
