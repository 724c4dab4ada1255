using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;

namespace OrleansSync.Engine.Changes;

/// <summary>What one change leaves in the commit of its turn, once its decision was carried out. Both directions give the same kind.</summary>
public sealed record Effect
{
    /// <summary>The change is not decided yet, and leaves nothing but this.</summary>
    public static Effect Of(FollowUp next) => new() { Next = next };

    /// <summary>The entry as it is from now on; null to leave it.</summary>
    public LedgerEntry? Entry { get; init; }

    /// <summary>The key whose entry is removed: a reservation of which nothing came.</summary>
    public SyncKey? Removed { get; init; }

    /// <summary>The row or item set aside.</summary>
    public Parked? Parked { get; init; }

    /// <summary>The row that a push must look at.</summary>
    public SyncKey? PushDue { get; init; }

    /// <summary>The item that a pull must look at.</summary>
    public ItemAddress? PullDue { get; init; }

    /// <summary>The move that was done.</summary>
    public RowMove? Move { get; init; }

    /// <summary>What a conflict lost.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Where the change ends up in the equation; null exactly while <see cref="Next"/> is something.</summary>
    public Tally? Tally { get; init; }

    /// <summary>What is still to be done.</summary>
    public FollowUp Next { get; init; }

    /// <summary>With <see cref="FollowUp.SendLater"/>, when.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>True for a delete, a mark or a detachment that was made, which the guards count.</summary>
    public bool IsDelete { get; init; }

    /// <summary>True when our own write reads otherwise than was foretold.</summary>
    public bool IsNormalised { get; init; }
}
