using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Testing.Ledger;

namespace OrleansSync.Simulation.Push;

/// <summary>The ports of a push with one deliberate fault, or none.</summary>
internal sealed class BuggyPorts(ITableReader table, Testing.Lists.InMemoryLists lists, ILedger ledger, PushBug bug, Dictionary<SyncKey, Engine.Values.Hashing.RowHash?> first) : LedgerDecorator(ledger), ITableReader, IListReader, IListWriter
{
    private readonly ILedger real = ledger;
    private readonly HashSet<RowKey> seen = [];
    private Cursor? lastRead;

    public async Task<TableBatch> ReadChangesAsync(SyncDefinition definition, Cursor? cursor, int limit, CancellationToken cancellationToken)
    {
        var from = bug == PushBug.SkipsTies && cursor is Cursor.Keyset { Watermark: not null } keyset ? keyset with { Key = null } : cursor;
        var batch = await table.ReadChangesAsync(definition, from, limit, cancellationToken);
        lastRead = batch.Next;
        if (bug != PushBug.TakesAbsentForDeleted)
        {
            return batch;
        }

        var there = batch.Changes.Select(view => ((RowView.Seen)view).Change).ToList();
        var absent = seen.Where(key => there.All(change => change.Key != key)).Take(1)
            .Select(key => (RowView)new RowView.Seen(new RowChange(key, SyncKey.Of(definition.Id, key), null, RowReading.Read))).ToList();
        seen.UnionWith(there.Select(change => change.Key));
        return batch with { Changes = [.. batch.Changes, .. absent] };
    }

    public Task<ImmutableArray<RowView>> FindRowsAsync(SyncDefinition definition, ImmutableArray<RowKey> keys, CancellationToken cancellationToken) =>
        table.FindRowsAsync(definition, keys, cancellationToken);

    public Task<ItemPage> ReadDeltaAsync(SyncDefinition definition, ListId list, Cursor.DeltaLink? link, CancellationToken cancellationToken) =>
        lists.ReadDeltaAsync(definition, list, link, cancellationToken);

    public Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, ListId list, ImmutableArray<int> items, CancellationToken cancellationToken) =>
        lists.FindItemsAsync(definition, list, items, cancellationToken);

    public async Task<ImmutableArray<ItemView>> FindByKeysAsync(SyncDefinition definition, ListId list, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken)
    {
        var found = await lists.FindByKeysAsync(definition, list, keys, cancellationToken);
        return bug == PushBug.TrustsAnEmptyLookUp ? [] : found;
    }

    public async Task<ImmutableArray<ListOutcome>> ApplyAsync(SyncDefinition definition, ListId list, ImmutableArray<ListWrite> writes, CancellationToken cancellationToken)
    {
        if (bug == PushBug.DeletesBeforeCreating)
        {
            foreach (var create in writes.OfType<ListWrite.Create>())
            {
                foreach (var old in lists.Items.Where(item => item.SyncKey == create.Key && item.Address.List != list).ToList())
                {
                    await lists.ApplyAsync(definition, old.Address.List, [new ListWrite.Delete(create.Key, old.Address.Item, null)], cancellationToken);
                }
            }
        }

        var outcomes = await lists.ApplyAsync(definition, list, writes, cancellationToken);
        return bug switch
        {
            PushBug.TakesLostForDone => [.. outcomes.Select((outcome, index) => outcome is ListOutcome.ReplyLost ? Pretend(writes[index]) : outcome)],
            PushBug.TakesUnsentForDone => [.. outcomes.Select((outcome, index) => outcome is ListOutcome.NotSent ? Pretend(writes[index]) : outcome)],
            PushBug.MixesOutcomesUp => [.. outcomes.Reverse()],
            _ => outcomes,
        };
    }

    public Task ScanKeysAsync(SyncDefinition definition, Action<SyncKey> seen, CancellationToken cancellationToken)
    {
        var told = 0;
        return table.ScanKeysAsync(definition, key => Tell(key), cancellationToken);

        void Tell(SyncKey key)
        {
            if (bug != PushBug.ScanMissesARow || told++ > 0)
            {
                seen(key);
            }
        }
    }

    public Task<Cursor?> ScanRowsAsync(SyncDefinition definition, bool withRows, Action<ScannedRow> seen, CancellationToken cancellationToken) =>
        table.ScanRowsAsync(definition, withRows, row => seen(bug == PushBug.ScanTellsOldHashes ? row with { Hash = first.TryAdd(row.Key, row.Hash) ? row.Hash : first[row.Key] } : row), cancellationToken);

    public Task<ImmutableArray<RowKey>> FindKeysAsync(SyncDefinition definition, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken) =>
        table.FindKeysAsync(definition, wanted, limit, cancellationToken);

    public override async Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken)
    {
        switch (bug)
        {
            case PushBug.SendsWithoutReserving when commit.Entries.Length > 0 && commit.Entries.All(entry => entry.State == LedgerState.Reserved):
                return EpochVerdict.Accepted;
            case PushBug.ForgetsAdoptedItems when commit.Entries.Length > 0 && commit.Entries.All(entry => entry is { State: LedgerState.Live, RowHash: null, ETag: null, Item: not null } && entry.CreatedAt == entry.ChangedAt):
                return EpochVerdict.Accepted;
            case PushBug.EndsTheMatchFirst when await real.FindMatchedAsync(commit.Definition, cancellationToken) is null:
                await real.CommitAsync(new LedgerCommit(commit.Definition, commit.Run, commit.Epoch) { MatchedAt = DateTimeOffset.UnixEpoch }, cancellationToken);
                break;
            case PushBug.ForgetsParkedRows:
                commit = commit with { Parked = [] };
                break;
            case PushBug.ForgetsEntries when commit.Cursor is not null && commit.Entries.Length > 1:
                commit = commit with { Entries = commit.Entries.RemoveAt(0) };
                break;
            case PushBug.IgnoresEpochs:
                commit = commit with { Epoch = await real.FindEpochAsync(commit.Definition, cancellationToken) };
                break;
            case PushBug.CountsTwice when commit.Counters.Written > 0:
                commit = commit with { Counters = commit.Counters.Add(Engine.Changes.Tally.Written) };
                break;
            case PushBug.CursorPassesUnsentRows when commit is { Cursor: null, Counters.Read: > 0 } && lastRead is not null:
                commit = commit with { Cursor = lastRead };
                break;
        }

        return await real.CommitAsync(commit, cancellationToken);
    }

    private static ListOutcome.Applied Pretend(ListWrite write) => write switch
    {
        ListWrite.Create => new ListOutcome.Applied(1, null, null),
        ListWrite.Update update => new ListOutcome.Applied(update.Item, update.IfMatch, null),
        ListWrite.Delete delete => new ListOutcome.Applied(delete.Item, null, null),
        _ => throw new InvalidOperationException("There are three kinds of writes."),
    };
}
