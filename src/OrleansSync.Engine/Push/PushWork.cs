using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>One row on its way through a turn.</summary>
internal sealed class PushWork(SyncKey key)
{
    public SyncKey Key { get; } = key;

    /// <summary>What is to be done next.</summary>
    public PushWorkStep Step { get; set; }

    /// <summary>The row's key in full; null when nobody knows it.</summary>
    public RowKey? RowKey { get; set; }

    /// <summary>The row as it was read last.</summary>
    public RowView Row { get; set; } = RowView.NotSeen;

    /// <summary>The pair as the ledger has it now.</summary>
    public LedgerEntry? Entry { get; set; }

    /// <summary>The item, when it was read.</summary>
    public ItemView Item { get; set; } = ItemView.NotSeen;

    /// <summary>How the row was set aside before.</summary>
    public Parked? Earlier { get; set; }

    /// <summary>True for a change that counts in the equation; false for what only an earlier turn left unsettled.</summary>
    public bool IsCounted { get; set; }

    /// <summary>True for a change of the stream, which the cursor must not pass undecided.</summary>
    public bool IsOfStream { get; set; }

    /// <summary>True for a row that was due; while it is not decided it stays so.</summary>
    public bool IsDue { get; set; }

    /// <summary>True once a look-up proved that an earlier create of this row left nothing.</summary>
    public bool IsCleared { get; set; }

    /// <summary>True when the list refused the row's create as taken.</summary>
    public bool WasRefused { get; set; }

    /// <summary>What was decided last, and on what.</summary>
    public PlannedRow? Planned { get; set; }

    /// <summary>What this turn found out about a move.</summary>
    public MoveFacts Move { get; set; } = new();

    /// <summary>The move that was decided in this turn; null for one that an earlier turn left.</summary>
    public PushDecision.Move? Decided { get; set; }

    /// <summary>A move's new item, when it was found and not created in this turn.</summary>
    public ItemChange? Moved { get; set; }

    /// <summary>The version of a move's new item, when it was learnt in this turn.</summary>
    public ETag? MovedVersion { get; set; }

    /// <summary>How often the row was planned.</summary>
    public int Plans { get; set; }

    /// <summary>How often its write was sent.</summary>
    public int Sends { get; set; }
}
