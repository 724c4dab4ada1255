using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Ledger;

/// <summary>A ledger without a database; keeps the same contract, and can be told to fail. For one thread at a time.</summary>
public sealed class InMemoryLedger : ILedger
{
    private readonly Dictionary<SyncDefinitionId, Book> books = [];

    /// <summary>Runs before each operation, with its name; what it throws is what the caller gets, and nothing is changed.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Runs after each operation; when it throws, the change is made but the caller cannot know.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <summary>The commits that were accepted, for a model to check.</summary>
    public List<LedgerCommit> Commits { get; } = [];

    public Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindAsync), definition, book => keys.Distinct().Where(book.Entries.ContainsKey).Select(key => book.Entries[key]).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindByItemsAsync), definition, book => book.Entries.Values.Where(entry => Addresses(entry).Any(items.Contains)).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindUnsettledAsync), definition, book => book.Entries.Values.Where(entry => entry.IsUnsettled).Take(limit).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindDueAsync), definition, book => book.Parked.Where(parked => parked.DueAt <= now).OrderBy(parked => parked.DueAt).Take(limit).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindPushDueAsync), definition, book => book.PushDue.Take(limit).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindPullDueAsync), definition, book => book.PullDue.Take(limit).ToImmutableArray(), cancellationToken);

    public Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindCursorAsync), definition, book => book.Cursors.GetValueOrDefault(list?.Value ?? 0), cancellationToken);

    public Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindEpochAsync), definition, book => book.Epoch, cancellationToken);

    public Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        RunAsync(nameof(TakeOverAsync), definition, book => book.Epoch = book.Epoch.TakeOver(), cancellationToken);

    public Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken) =>
        RunAsync(nameof(CommitAsync), commit.Definition, book => Commit(book, commit), cancellationToken);

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

    private EpochVerdict Commit(Book book, LedgerCommit commit)
    {
        var verdict = book.Epoch.Check(commit.Epoch);
        if (verdict != EpochVerdict.Accepted)
        {
            return verdict;
        }

        foreach (var entry in commit.Entries)
        {
            book.Entries[entry.Key] = entry;
            book.PullDue.ExceptWith(Addresses(entry));
        }

        foreach (var key in commit.Removed)
        {
            book.Entries.Remove(key);
        }

        SyncKey[] rows = [.. commit.Released, .. commit.Parked.Where(IsOfPush).Select(parked => parked.Key).OfType<SyncKey>()];
        ItemAddress[] items = [.. commit.ReleasedItems, .. commit.Parked.Where(parked => !IsOfPush(parked)).Select(parked => parked.Item).OfType<ItemAddress>()];
        book.Parked.RemoveAll(old => IsOfPush(old) ? old.Key is { } key && rows.Contains(key) : old.Item is { } item && items.Contains(item));
        book.Parked.AddRange(commit.Parked);
        book.PushDue.ExceptWith([.. rows, .. commit.Entries.Select(entry => entry.Key)]);
        book.PushDue.UnionWith(commit.PushDue);
        book.PullDue.ExceptWith(items);
        book.PullDue.UnionWith(commit.PullDue);
        if (commit.Cursor is { } cursor)
        {
            book.Cursors[commit.CursorList?.Value ?? 0] = cursor;
        }

        Commits.Add(commit);
        return verdict;
    }

    private async Task<T> RunAsync<T>(string operation, SyncDefinitionId definition, Func<Book, T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
        {
            await before(operation, cancellationToken);
        }

        if (!books.TryGetValue(definition, out var book))
        {
            books.Add(definition, book = new Book());
        }

        var result = body(book);
        if (After is { } after)
        {
            await after(operation, cancellationToken);
        }

        return result;
    }

    private sealed class Book
    {
        public Epoch Epoch { get; set; }

        public SortedDictionary<SyncKey, LedgerEntry> Entries { get; } = [];

        public List<Parked> Parked { get; } = [];

        public SortedSet<SyncKey> PushDue { get; } = [];

        public SortedSet<ItemAddress> PullDue { get; } = [];

        public Dictionary<int, Cursor> Cursors { get; } = [];
    }
}
