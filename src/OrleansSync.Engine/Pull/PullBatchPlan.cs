using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Pull;

/// <summary>What one delta page, or a whole round of pages, means: one decision an item (the last occurrence of an id wins, as Graph says).</summary>
/// <param name="Items">One for each item.</param>
/// <param name="Read">Change records of the batch.</param>
/// <param name="Coalesced">Of those, replaced by a later one of the same item.</param>
public sealed record PullBatchPlan(ImmutableArray<PlannedItem> Items, long Read, long Coalesced)
{
    /// <summary>Deletes, marks and detachments, which the guards count.</summary>
    public long Deletes => Items.Count(item => item.Decision is PullDecision.Delete or PullDecision.Mark or PullDecision.Detach);

    /// <summary>True when no item has to be settled, and nothing read, first.</summary>
    public bool IsDecided => Items.All(item => item.Decision.Tally is not null);

    /// <summary>As in <see cref="Push.PushBatchPlan.Foretell"/>.</summary>
    public RunCounters Foretell()
    {
        var sum = Items.Aggregate(
            RunCounters.Zero.AddRead(Read).Add(new Tally(TallyKind.Coalesced), Coalesced),
            (sum, item) => item.Decision.Tally is { } tally ? sum.Add(tally) : sum);
        return sum with { Normalised = Items.Count(item => item.Decision is PullDecision.Adopt { IsNormalised: true }) };
    }

    /// <summary>Plans a batch.</summary>
    /// <param name="changes">In the order in which they were read.</param>
    /// <param name="find">The ledger's entry under the item's address or, failing that, under the key that the item carries.</param>
    /// <param name="row">The row of an entry, where it was read after a first plan; otherwise <see cref="RowView.NotSeen"/>.</param>
    /// <param name="rules">Of the definition.</param>
    public static PullBatchPlan Of(IEnumerable<ItemView> changes, Func<ItemChange, LedgerEntry?> find, Func<LedgerEntry, RowView> row, SyncRules rules)
    {
        var last = Coalescing.LastWins(changes, static view => ChangeOf(view).Item, out var read, out var coalesced);
        return new([.. last.Select(view => Plan(view, find(ChangeOf(view)), row, rules))], read, coalesced);
    }

    private static PlannedItem Plan(ItemView view, LedgerEntry? entry, Func<LedgerEntry, RowView> row, SyncRules rules)
    {
        var given = new PullCase(view, entry, entry is null ? RowView.NotSeen : row(entry));
        return new(ChangeOf(view), given, PullPlanner.Decide(given, rules));
    }

    private static ItemChange ChangeOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change,
        ItemView.Unusable unusable => unusable.Change,
        _ => throw new ArgumentException("A change that was read has an item or a delete.", nameof(view)),
    };
}
