using System.Collections.Immutable;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Metastore;

namespace OrleansSync.Testing.Ledger;

/// <summary>A ledger without a database; keeps the same contract, and can be told to fail. For one thread at a time.</summary>
public sealed class InMemoryLedger(InMemoryMetastore metastore) : PortTwin, ILedger, ILosses
{
    /// <summary>A ledger of its own, without runs.</summary>
    public InMemoryLedger()
        : this(new InMemoryMetastore())
    {
    }

    /// <summary>The commits that were accepted, for a model to check.</summary>
    public List<LedgerCommit> Commits { get; } = [];

    public Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, ILedger.KeysMax, nameof(keys));
        return ReadAsync(nameof(FindAsync), definition, book => keys.Distinct().Where(book.Entries.ContainsKey).Select(key => book.Entries[key]), cancellationToken);
    }

    public Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Length, ILedger.KeysMax, nameof(items));
        var wanted = items.ToHashSet();
        return ReadAsync(nameof(FindByItemsAsync), definition, book => book.Entries.Values.Where(entry => entry.RowKey is not null && Addresses(entry).Any(wanted.Contains)), cancellationToken);
    }

    public Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ReadAsync(nameof(FindUnsettledAsync), definition, book => book.Entries.Values.Where(entry => entry.IsUnsettled && !book.Parked.Exists(parked => IsOfPush(parked) && parked.Key == entry.Key)).Take(limit), cancellationToken);

    public Task<DateTimeOffset?> FindOutcomesDueAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(FindOutcomesDueAsync), () => metastore.BookOf(definition).Parked.Where(parked => IsOfPush(parked) && parked.Reason == ParkReason.OutcomeUnknown).Min(parked => parked.DueAt), cancellationToken);

    public Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            nameof(FindDueAsync),
            definition,
            book => book.Parked.Where(parked => parked.Direction == direction && parked.DueAt <= now)
                .OrderBy(parked => parked.DueAt).ThenBy(parked => IsOfPush(parked) ? parked.Key : null).ThenBy(parked => parked.Item)
                .Take(limit),
            cancellationToken);

    public Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ReadAsync(nameof(FindPushDueAsync), definition, book => book.PushDue.Take(limit), cancellationToken);

    public Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        ReadAsync(nameof(FindPullDueAsync), definition, book => book.PullDue.Take(limit), cancellationToken);

    public Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindCursorAsync), () => metastore.BookOf(definition).Cursors.GetValueOrDefault(list?.Value ?? 0), cancellationToken);

    public Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindEpochAsync), () => metastore.BookOf(definition).Epoch, cancellationToken);

    public Task<ImmutableArray<Parked>> ListParkedAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            nameof(ListParkedAsync), definition, book => book.Parked.Where(parked => IsOfPush(parked) && parked.Key is { } key && (after is not { } bound || key > bound)).OrderBy(parked => parked.Key).Take(limit), cancellationToken);

    public Task<long> RescheduleParkedAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(RescheduleParkedAsync),
            () =>
            {
                var book = metastore.BookOf(definition);
                var changed = 0L;
                for (var index = 0; index < book.Parked.Count; index++)
                {
                    if (IsOfPush(book.Parked[index]) && (keys.IsEmpty || book.Parked[index].Key is { } key && keys.Contains(key)))
                    {
                        book.Parked[index] = book.Parked[index] with { DueAt = dueAt };
                        changed++;
                    }
                }

                return changed;
            },
            cancellationToken);

    public Task<long> ReleaseParkedAsync(SyncDefinitionId definition, ParkReason reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ReleaseParkedAsync),
            () =>
            {
                var book = metastore.BookOf(definition);
                var released = book.Parked.Where(parked => IsOfPush(parked) && parked.Reason == reason).ToList();
                book.Parked.RemoveAll(released.Contains);
                book.Parked.AddRange(released.Select(parked => parked with { DueAt = now }));
                return (long)released.Count;
            },
            cancellationToken);

    public Task<ImmutableArray<SyncKey>> ListPairsAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            nameof(ListPairsAsync), definition, book => book.Entries.Values.Where(entry => entry.State == LedgerState.Live && (after is not { } key || entry.Key > key)).Take(limit).Select(entry => entry.Key), cancellationToken);

    public async Task ScanPairsAsync(SyncDefinitionId definition, Action<LedgerPair> seen, CancellationToken cancellationToken)
    {
        foreach (var entry in await ReadAsync(nameof(ScanPairsAsync), definition, book => book.Entries.Values.Where(entry => entry.State == LedgerState.Live), cancellationToken))
        {
            seen(new LedgerPair(entry.Key, entry.List, entry.RowHash));
        }
    }

    public Task<DateTimeOffset?> FindReconciledAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindReconciledAsync), () => metastore.BookOf(definition).ReconciledAt, cancellationToken);

    public Task<DateTimeOffset?> FindMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindMatchedAsync), () => metastore.BookOf(definition).MatchedAt, cancellationToken);

    public Task ForgetMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(ForgetMatchedAsync), () => metastore.BookOf(definition).MatchedAt = null, cancellationToken);

    public Task ForgetCursorAsync(SyncDefinitionId definition, bool reconcile, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ForgetCursorAsync),
            () =>
            {
                var book = metastore.BookOf(definition);
                book.ReconciledAt = reconcile ? null : book.ReconciledAt;
                return book.Cursors.Remove(0);
            },
            cancellationToken);

    public Task ForgetBackfillAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(ForgetBackfillAsync), () => metastore.BookOf(definition).Cursors.Remove(ILedger.BackfillCursor.Value), cancellationToken);

    public Task<ImmutableArray<RowMove>> ListMovesAsync(SyncDefinitionId definition, long before, int limit, CancellationToken cancellationToken) =>
        ReadAsync(nameof(ListMovesAsync), definition, book => book.Moves.AsEnumerable().Reverse().Where(move => move.Number < before).Take(limit), cancellationToken);

    public Task<long> CountPairsAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(CountPairsAsync),
            () => metastore.BookOf(definition).Entries.Values.LongCount(entry => entry.State is LedgerState.Live or LedgerState.Moving or LedgerState.ItemMarked or LedgerState.RowMarked),
            cancellationToken);

    public Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(TakeOverAsync), () => metastore.TakeOver(definition), cancellationToken);

    public async Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken)
    {
        LedgerCommitRules.Check(commit);
        return await RunAsync(nameof(CommitAsync), () => Commit(metastore.BookOf(commit.Definition), commit), cancellationToken);
    }

    public Task<ImmutableArray<Loss>> FindLossesAsync(SyncDefinitionId definition, SyncKey key, int limit, CancellationToken cancellationToken) =>
        ReadAsync(nameof(FindLossesAsync), definition, book => book.Losses.AsEnumerable().Reverse().Where(loss => loss.Conflict.Row.SyncKey == key).Take(limit), cancellationToken);

    private static IEnumerable<ItemAddress> Addresses(LedgerEntry entry)
    {
        if (entry.Address is { } address)
        {
            yield return address;
        }

        if (entry is { MovingTo: { } list, MovedItem: { } item })
        {
            yield return new ItemAddress(list, item);
        }
    }

    private static bool IsOfPush(Parked parked) => parked.Direction == SyncDirection.Push;

    private EpochVerdict Commit(InMemoryMetastore.Book book, LedgerCommit commit)
    {
        var verdict = book.Epoch.Check(commit.Epoch);
        if (verdict != EpochVerdict.Accepted)
        {
            return verdict;
        }

        foreach (var key in commit.Removed)
        {
            book.Entries.Remove(key);
        }

        foreach (var entry in commit.Entries)
        {
            book.Entries[entry.Key] = entry;
            book.PullDue.ExceptWith(Addresses(entry));
        }

        SetAside(book, commit);
        if (commit.Cursor is { } cursor)
        {
            book.Cursors[commit.CursorList?.Value ?? 0] = cursor;
        }

        book.ReconciledAt = commit.ReconciledAt ?? book.ReconciledAt;
        book.MatchedAt = commit.MatchedAt ?? book.MatchedAt;
        if (metastore.Runs.TryGetValue(commit.Run, out var run) && run.Definition == commit.Definition)
        {
            metastore.Runs[run.Id] = run with { Counters = run.Counters.Add(commit.Counters), Deletes = run.Deletes + commit.Deletes };
        }

        book.Losses.AddRange(commit.Losses);
        book.Moves.AddRange(commit.Moves.Select((move, index) => move with { Run = commit.Run, Number = book.Moves.Count + index + 1 }).ToList());
        Commits.Add(commit);
        return verdict;
    }

    private static void SetAside(InMemoryMetastore.Book book, LedgerCommit commit)
    {
        SyncKey[] rows = [.. commit.Released, .. commit.Parked.Where(IsOfPush).Select(parked => parked.Key).OfType<SyncKey>()];
        ItemAddress[] items = [.. commit.ReleasedItems, .. commit.Parked.Where(parked => !IsOfPush(parked)).Select(parked => parked.Item).OfType<ItemAddress>()];
        book.Parked.RemoveAll(old => IsOfPush(old) ? old.Key is { } key && rows.Contains(key) : old.Item is { } item && items.Contains(item));
        book.Parked.AddRange(commit.Parked);
        book.PushDue.ExceptWith([.. rows, .. commit.Entries.Select(entry => entry.Key)]);
        book.PushDue.UnionWith(commit.PushDue);
        book.PullDue.ExceptWith(items);
        book.PullDue.UnionWith(commit.PullDue);
    }

    private Task<ImmutableArray<T>> ReadAsync<T>(string operation, SyncDefinitionId definition, Func<InMemoryMetastore.Book, IEnumerable<T>> read, CancellationToken cancellationToken) =>
        RunAsync(operation, () => read(metastore.BookOf(definition)).ToImmutableArray(), cancellationToken);
}
