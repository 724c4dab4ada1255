using System.Collections.Immutable;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Ledger;

/// <summary>Everything that one turn leaves behind; there together or not at all.</summary>
/// <param name="Definition">Of which definition.</param>
/// <param name="Run">Of which run.</param>
/// <param name="Epoch">Under which the worker holds it.</param>
public sealed record LedgerCommit(SyncDefinitionId Definition, SyncRunId Run, Epoch Epoch)
{
    /// <summary>Entries to add or replace; none twice.</summary>
    public ImmutableArray<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Keys whose entries are removed.</summary>
    public ImmutableArray<SyncKey> Removed { get; init; } = [];

    /// <summary>
    /// Rows and items set aside. A push sets rows aside, by their key; a pull sets items aside, by their address; what the same direction
    /// had set aside under the same name is replaced.
    /// </summary>
    public ImmutableArray<Parked> Parked { get; init; } = [];

    /// <summary>Rows that a push no longer sets aside. What a pull set aside stays: another problem, of the other side.</summary>
    public ImmutableArray<SyncKey> Released { get; init; } = [];

    /// <summary>Items that a pull no longer sets aside.</summary>
    public ImmutableArray<ItemAddress> ReleasedItems { get; init; } = [];

    /// <summary>Rows that a push must look at, wherever its cursor is.</summary>
    public ImmutableArray<SyncKey> PushDue { get; init; } = [];

    /// <summary>Items that a pull must look at, wherever its cursor is.</summary>
    public ImmutableArray<ItemAddress> PullDue { get; init; } = [];

    /// <summary>Losing values, for the history.</summary>
    public ImmutableArray<Loss> Losses { get; init; } = [];

    /// <summary>Moves that were done.</summary>
    public ImmutableArray<RowMove> Moves { get; init; } = [];

    /// <summary>What this turn counted; added to the run's counters.</summary>
    public RunCounters Counters { get; init; } = RunCounters.Zero;

    /// <summary>Deletes, marks and detachments of this turn, for the guards.</summary>
    public long Deletes { get; init; }

    /// <summary>The cursor that moves; null when none does (a half-applied batch keeps it). Of the table, or of <see cref="CursorList"/>.</summary>
    public Cursor? Cursor { get; init; }

    /// <summary>When the pairs were compared with the whole table, and what was gone was dealt with; null when they were not.</summary>
    public DateTimeOffset? ReconciledAt { get; init; }

    /// <summary>When the items that were in the lists before were matched with the rows; null when they were not.</summary>
    public DateTimeOffset? MatchedAt { get; init; }

    /// <summary>The list whose cursor moves; null for the table's.</summary>
    public ListId? CursorList { get; init; }
}
