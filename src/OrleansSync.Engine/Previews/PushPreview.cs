using System.Collections.Immutable;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Previews;

/// <summary>
/// Plans a push as the pump would, with the same planner, and does nothing of it: nothing is written, not even to the ledger. One instance for one
/// preview. It is a look at one moment: what changes while it looks, or afterwards, is not in it.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="lists">The lists; the items of rows that are shown are read.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="time">The clock.</param>
/// <param name="request">What is previewed.</param>
/// <param name="show">Takes a row that is shown.</param>
public sealed class PushPreview(ITableReader table, IListReader lists, ILedger ledger, TimeProvider time, PreviewRequest request, Func<PreviewedRow, Task> show)
{
    private const int RowsPerPage = 1_000;
    private const int ItemsPerCall = 1_000;
    private const int DueMax = ILedger.KeysMax;

    private readonly Dictionary<PreviewKind, long> counts = [];
    private readonly Dictionary<SyncKey, RowKey?> due = [];
    private ListMatcher? matcher;
    private long shown;
    private long deletes;
    private long units;

    private SyncDefinitionId Id => request.Definition.Id;

    /// <summary>Plans everything and shows as much as was asked for.</summary>
    /// <exception cref="Errors.SyncException">As the ports throw.</exception>
    public async Task<PreviewSummary> RunAsync(CancellationToken cancellationToken)
    {
        var match = await MatchAsync(cancellationToken);
        await FindDueAsync(cancellationToken);
        await ReadChangesAsync(cancellationToken);
        await ReadDueAsync(cancellationToken);
        if (request.ComparesAll)
        {
            await ReadGoneAsync(cancellationToken);
        }

        var pairs = await ledger.CountPairsAsync(Id, cancellationToken);
        var guard = request.Definition.Spec.Guard.Check(0, deletes, pairs, 0);
        return new PreviewSummary(counts.ToImmutableSortedDictionary(), shown, deletes, pairs, guard, units, PreviewSummary.DurationOf(units, request.Budget)) { Match = match };
    }

    private async Task<MatchReport?> MatchAsync(CancellationToken cancellationToken)
    {
        if (request.Matcher is not { } all || await ledger.FindMatchedAsync(Id, cancellationToken) is not null || await all.ReadItemsAsync(cancellationToken) == 0)
        {
            return null;
        }

        matcher = all;
        return await all.ReportAsync(cancellationToken);
    }

    // What a run takes up besides the changes: what earlier turns left, what is due, what was set aside and is due again.
    private async Task FindDueAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await ledger.FindUnsettledAsync(Id, DueMax, cancellationToken))
        {
            due[entry.Key] = entry.RowKey;
        }

        foreach (var key in await ledger.FindPushDueAsync(Id, DueMax, cancellationToken))
        {
            due.TryAdd(key, null);
        }

        foreach (var parked in await ledger.FindDueAsync(Id, SyncDirection.Push, time.Now(), DueMax, cancellationToken))
        {
            due[parked.Key!.Value] = parked.RowKey; // What a push set aside has its key.
        }
    }

    private async Task ReadChangesAsync(CancellationToken cancellationToken)
    {
        Cursor? cursor = request.ComparesAll ? null : await ledger.FindCursorAsync(Id, null, cancellationToken);
        for (var isEnd = false; !isEnd;)
        {
            var batch = await table.ReadChangesAsync(request.Definition, cursor, RowsPerPage, cancellationToken);
            await PlanAsync(Coalescing.LastWins(batch.Changes, static view => RowMark.ChangeOf(view).SyncKey, out _, out _), cancellationToken);
            (cursor, isEnd) = (batch.Next, batch.IsEnd);
        }
    }

    private async Task ReadDueAsync(CancellationToken cancellationToken)
    {
        foreach (var keys in due.Keys.Order().Chunk(RowsPerPage).ToList())
        {
            var known = (await ledger.FindAsync(Id, [.. keys], cancellationToken)).ToDictionary(entry => entry.Key, entry => entry.RowKey);
            var rowKeys = keys.Select(key => due[key] ?? known.GetValueOrDefault(key)).OfType<RowKey>().ToImmutableArray();
            if (rowKeys.Length > 0)
            {
                await PlanAsync(await table.FindRowsAsync(request.Definition, rowKeys, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task ReadGoneAsync(CancellationToken cancellationToken)
    {
        foreach (var keys in (await GoneRows.FindAsync(table, ledger, request.Definition, cancellationToken)).Chunk(RowsPerPage))
        {
            var entries = await ledger.FindAsync(Id, [.. keys], cancellationToken);
            await PlanAsync([.. entries.Select(entry => (RowView)new RowView.Seen(new RowChange(entry.RowKey ?? default, entry.Key, null, RowReading.Read)))], cancellationToken);
        }
    }

    private async Task PlanAsync(ImmutableArray<RowView> rows, CancellationToken cancellationToken)
    {
        var entries = (await ledger.FindAsync(Id, [.. rows.Select(view => RowMark.ChangeOf(view).SyncKey)], cancellationToken)).ToDictionary(entry => entry.Key);
        var visible = new List<PreviewPlan>();
        foreach (var view in rows)
        {
            var plan = Plan(view, entries.GetValueOrDefault(RowMark.ChangeOf(view).SyncKey));
            due.Remove(plan.Key);
            counts[plan.Kind] = counts.GetValueOrDefault(plan.Kind) + 1;
            units += plan.Units;
            deletes += plan.IsDelete ? 1 : 0;
            if (shown + visible.Count < request.RowsMax && (request.ShowsUnchanged || plan.Kind is not (PreviewKind.Unchanged or PreviewKind.Ignore)))
            {
                visible.Add(plan);
            }
        }

        var items = await ReadItemsAsync(visible, cancellationToken);
        foreach (var plan in visible)
        {
            await show(plan.Show(plan.ItemToRead is { } address ? items.GetValueOrDefault(address) : null, request.Rules.Columns));
            shown++;
        }
    }

    private PreviewPlan Plan(RowView view, LedgerEntry? entry)
    {
        var change = RowMark.ChangeOf(view);
        var known = entry;
        if (entry is null && change.Row is not null && matcher?.Decide(change) is ({ } outcome and not MatchOutcome.New, { } items))
        {
            var now = time.Now();
            entry = outcome == MatchOutcome.Matched ? Adoption.Adopted(Id, change, items[0], now) : Adoption.Undecided(Id, change, items[0].List, now);
        }

        var given = new PushCase(view, entry, ItemView.NotSeen, change.IsDeleted ? entry?.List : request.Route(change));
        return new PreviewPlan(change.SyncKey, change.Key.Parts.IsDefault ? null : change.Key, change.Row, entry, PushPlanner.Decide(given, request.Rules)) { IsAdopted = known is null && entry is { State: LedgerState.Live } };
    }

    private async Task<Dictionary<ItemAddress, Row?>> ReadItemsAsync(IEnumerable<PreviewPlan> plans, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ItemAddress, Row?>();
        foreach (var list in plans.Select(plan => plan.ItemToRead).OfType<ItemAddress>().GroupBy(address => address.List))
        {
            foreach (var chunk in list.Chunk(ItemsPerCall))
            {
                var views = await lists.FindItemsAsync(request.Definition, list.Key, [.. chunk.Select(address => address.Item)], cancellationToken);
                for (var index = 0; index < views.Length; index++)
                {
                    found[chunk[index]] = views[index] is ItemView.Seen seen ? seen.Change.Row : null;
                }
            }
        }

        return found;
    }
}
