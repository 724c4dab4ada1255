using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>What one batch of changed rows means: one decision a key, in the order of each key's last change.</summary>
/// <param name="Rows">One for each key.</param>
/// <param name="Read">Change records of the batch.</param>
/// <param name="Coalesced">Of those, replaced by a later change of the same key.</param>
public sealed record PushBatchPlan(ImmutableArray<PlannedRow> Rows, long Read, long Coalesced)
{
    /// <summary>Deletes, marks and detachments, which the guards count.</summary>
    public long Deletes => Rows.Count(row => row.Decision is PushDecision.Delete or PushDecision.Mark or PushDecision.Detach);

    /// <summary>True when no row has to be settled or read first.</summary>
    public bool IsDecided => Rows.All(row => row.Decision.Tally is not null);

    /// <summary>
    /// The equation as it is when every decision is carried out: what a preview shows. It balances when <see cref="IsDecided"/>; a row that
    /// is planned again, or whose write is refused, is counted by what becomes of it.
    /// </summary>
    public RunCounters Foretell() => Rows.Aggregate(
        RunCounters.Zero.AddRead(Read).Add(new Tally(TallyKind.Coalesced), Coalesced),
        (sum, row) => row.Decision.Tally is { } tally ? sum.Add(tally) : sum);

    /// <summary>Plans a batch. The last change of a key wins; the earlier ones are counted as coalesced.</summary>
    /// <param name="changes">In the order of the change stream.</param>
    /// <param name="known">The ledger's entries of these keys, found in one query.</param>
    /// <param name="route">The list in which a row belongs; null when the routing names none. Called for rows that are there.</param>
    /// <param name="rules">Of the definition.</param>
    public static PushBatchPlan Of(IEnumerable<RowView> changes, IReadOnlyDictionary<SyncKey, LedgerEntry> known, Func<RowChange, ListId?> route, SyncRules rules)
    {
        var last = Coalescing.LastWins(changes, static view => ChangeOf(view).SyncKey, out var read, out var coalesced);
        return new([.. last.Select(view => Plan(view, known.GetValueOrDefault(ChangeOf(view).SyncKey), route, rules))], read, coalesced);
    }

    private static PlannedRow Plan(RowView view, LedgerEntry? entry, Func<RowChange, ListId?> route, SyncRules rules)
    {
        var change = ChangeOf(view);
        var given = new PushCase(view, entry, ItemView.NotSeen, change.IsDeleted ? entry?.List : route(change));
        return new(change, given, PushPlanner.Decide(given, rules));
    }

    private static RowChange ChangeOf(RowView view) => view switch
    {
        RowView.Seen seen => seen.Change,
        RowView.Unusable unusable => unusable.Change,
        _ => throw new ArgumentException("A change that was read has a row or a delete.", nameof(view)),
    };
}
