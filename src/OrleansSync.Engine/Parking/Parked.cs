using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Parking;

/// <summary>
/// A row or an item set aside with its reason, so that the cursor may pass it (5.1.1 of the earlier system's losses: a cursor that
/// passed a failed row lost it). It holds no work to do: when it is due, the row and the item are read and planned anew.
/// </summary>
/// <param name="Definition">Of which definition.</param>
/// <param name="Key">The row; null for an item that has no row yet. Given whenever a push set it aside.</param>
/// <param name="RowKey">The row's key in full, to read it by; null when <paramref name="Key"/> is.</param>
/// <param name="Item">The item; null for a row that has no item yet. Given whenever a pull set it aside.</param>
/// <param name="Direction">Push or pull: who set it aside.</param>
/// <param name="Reason">Why.</param>
/// <param name="Attempt">How often it was tried, from 1.</param>
/// <param name="DueAt">When it is tried again; null when it waits for a person.</param>
/// <param name="Conflict">The three versions, for a conflict that a person decides.</param>
public sealed record Parked(
    SyncDefinitionId Definition,
    SyncKey? Key,
    RowKey? RowKey,
    ItemAddress? Item,
    SyncDirection Direction,
    ParkReason Reason,
    int Attempt,
    DateTimeOffset? DueAt,
    Conflict? Conflict = null)
{
    /// <summary>The same row set aside once more.</summary>
    public Parked Again(ParkReason reason, RetrySchedule schedule, DateTimeOffset now) => this with
    {
        Reason = reason,
        Attempt = Attempt + 1,
        DueAt = now + schedule.DelayAfter(reason, Attempt + 1, Spread),
    };

    /// <summary>This row set aside until the outcome of its create is sure.</summary>
    public Parked Until(DateTimeOffset dueAt) => this with { Reason = ParkReason.OutcomeUnknown, DueAt = dueAt };

    /// <summary>This row set aside for the first time.</summary>
    public static Parked First(SyncDefinitionId definition, SyncKey? key, RowKey? rowKey, ItemAddress? item, SyncDirection direction, ParkReason reason, RetrySchedule schedule, DateTimeOffset now, Conflict? conflict = null)
    {
        var parked = new Parked(definition, key, rowKey, item, direction, reason, 1, null, conflict);
        return parked with { DueAt = now + schedule.DelayAfter(reason, 1, parked.Spread) };
    }

    private ulong Spread => Key?.Low ?? (Item is { } item ? (ulong)(uint)item.Item * 0x9E3779B97F4A7C15UL : 0);
}
