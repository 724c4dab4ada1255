using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Matching;

/// <summary>
/// Finds out which items of a list that holds items already belong to which rows: those with equal, non-null values of the match fields. Reads the lists
/// once and the table as often as it is asked; writes nothing. For one use.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="lists">The lists.</param>
/// <param name="ledger">The ledger: what has a pair already is left out.</param>
/// <param name="definition">The definition.</param>
/// <param name="fields">The match fields; null when the definition names none, and then every row is new.</param>
/// <param name="numbers">The definition's lists.</param>
public sealed class ListMatcher(ITableReader table, IListReader lists, ILedger ledger, SyncDefinition definition, RowColumns? fields, ImmutableArray<ListId> numbers)
{
    /// <summary>Most items that are matched; each takes some 150 bytes of memory meanwhile.</summary>
    public const int ItemsMax = 2_000_000;

    private const int RowsPerPage = 1_000;
    private readonly Dictionary<RowHash, MatchCandidate> candidates = [];
    private readonly HashSet<ItemAddress> seen = [];

    /// <summary>Reads all items of the lists that are nobody's: they carry no key of ours, and no pair has them.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="SyncException">As the ports throw; <see cref="SyncError.SharePointRefused"/> for more items than can be matched.</exception>
    public async Task<long> ReadItemsAsync(CancellationToken cancellationToken)
    {
        foreach (var list in numbers)
        {
            Cursor.DeltaLink? link = null;
            for (var isEnd = false; !isEnd;)
            {
                var page = await lists.ReadDeltaAsync(definition, list, link, cancellationToken);
                await TakeAsync(page.Changes, cancellationToken);
                (link, isEnd) = (page.Next, page.IsEnd);
            }
        }

        return seen.Count;
    }

    /// <summary>Reads the table and reports.</summary>
    public async Task<MatchReport> ReportAsync(CancellationToken cancellationToken)
    {
        var counts = new Dictionary<MatchOutcome, long>();
        var samples = ImmutableArray.CreateBuilder<MatchSample>();
        await ForEachRowAsync(
            (change, _) =>
            {
                Find(change)?.Meet(change.SyncKey);
                return Task.CompletedTask;
            },
            cancellationToken);
        await ForEachRowAsync(
            (change, _) =>
            {
                var (outcome, found) = Decide(change);
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
                if (counts[outcome] <= MatchReport.SamplesMax)
                {
                    samples.Add(new MatchSample(outcome, [.. change.Key.Parts.Select(part => part.ToPostgresText())], [.. found.Take(MatchReport.SamplesMax)]));
                }

                return Task.CompletedTask;
            },
            cancellationToken);
        var claimed = candidates.Values.Where(candidate => candidate.Row is not null).Sum(candidate => candidate.Items.Count);
        return new MatchReport(
            fields?.Names ?? [], counts.GetValueOrDefault(MatchOutcome.Matched), counts.GetValueOrDefault(MatchOutcome.Ambiguous), counts.GetValueOrDefault(MatchOutcome.New), seen.Count - claimed, samples.ToImmutable());
    }

    /// <summary>What a row is, once <see cref="ReportAsync"/> has met all of them, and the items that match it.</summary>
    public (MatchOutcome Outcome, IReadOnlyList<ItemAddress> Items) Decide(RowChange change) =>
        Find(change) is { } candidate ? (candidate.Of(change.SyncKey), candidate.Items) : (MatchOutcome.New, []);

    /// <summary>Reads the whole table page by page and gives each row that has no pair, with its undecided entry if an earlier match left one.</summary>
    internal async Task ForEachRowAsync(Func<RowChange, LedgerEntry?, Task> take, CancellationToken cancellationToken, Func<Task>? afterPage = null)
    {
        // In the order of keys, since that has no horizon: a row that somebody is changing now is there all the same.
        Cursor? cursor = new Cursor.FullScan(null, DateTimeOffset.UnixEpoch);
        for (var isEnd = false; !isEnd;)
        {
            var batch = await table.ReadChangesAsync(definition, cursor, RowsPerPage, cancellationToken);
            var rows = batch.Changes.Select(RowMark.ChangeOf).Where(change => change.Row is not null).GroupBy(change => change.SyncKey).Select(group => group.Last()).ToList();
            var entries = (await ledger.FindAsync(definition.Id, [.. rows.Select(change => change.SyncKey)], cancellationToken)).ToDictionary(entry => entry.Key);
            foreach (var change in rows)
            {
                var entry = entries.GetValueOrDefault(change.SyncKey);
                if (entry is null or { State: LedgerState.Ambiguous })
                {
                    await take(change, entry);
                }
            }

            if (afterPage is not null)
            {
                await afterPage();
            }

            (cursor, isEnd) = (batch.Next, batch.IsEnd);
        }
    }

    private async Task TakeAsync(ImmutableArray<ItemView> views, CancellationToken cancellationToken)
    {
        var foreign = views.Select(ChangeOf).OfType<ItemChange>().Where(change => change is { SyncKey: null, IsDeleted: false } && !seen.Contains(change.Item)).ToList();
        var paired = new HashSet<ItemAddress>();
        foreach (var chunk in foreign.Select(change => change.Item).Chunk(ILedger.KeysMax))
        {
            paired.UnionWith((await ledger.FindByItemsAsync(definition.Id, [.. chunk], cancellationToken)).Select(entry => entry.Address).OfType<ItemAddress>());
        }

        foreach (var change in foreign.Where(change => !paired.Contains(change.Item)))
        {
            // An enumeration that began anew shows an item twice.
            if (!seen.Add(change.Item))
            {
                continue;
            }

            if (seen.Count > ItemsMax)
            {
                throw new SyncException(SyncError.SharePointRefused, $"The lists hold more than {ItemsMax} items that are not of this definition, too many to match.");
            }

            if (change.Row is { } row && HashOf(row) is { } hash)
            {
                if (!candidates.TryGetValue(hash, out var candidate))
                {
                    candidates.Add(hash, candidate = new MatchCandidate());
                }

                candidate.Items.Add(change.Item);
            }
        }
    }

    private MatchCandidate? Find(RowChange change) => change.Row is { } row && HashOf(row) is { } hash ? candidates.GetValueOrDefault(hash) : null;

    // What is empty says nothing about who somebody is.
    private RowHash? HashOf(Row row) => fields is null || fields.Names.Any(name => row.Find(name) is null or { IsNull: true } or { IsUnknown: true }) ? null : row.Hash(fields);

    private static ItemChange? ChangeOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change,
        ItemView.Unusable { Change.IsDeleted: false } unusable => unusable.Change with { Row = Row.Empty },
        _ => null,
    };
}
