using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Metastore;

/// <summary>What the in-memory ledger and runs have in common, as their adapters have one database: a commit counts on its run, a start raises the epoch.</summary>
public sealed class InMemoryMetastore
{
    private readonly Dictionary<SyncDefinitionId, Book> books = [];

    internal Dictionary<SyncRunId, SyncRun> Runs { get; } = [];

    internal Book BookOf(SyncDefinitionId definition)
    {
        if (!books.TryGetValue(definition, out var book))
        {
            books.Add(definition, book = new Book());
        }

        return book;
    }

    internal SyncRun? FindCurrent(SyncDefinitionId definition) => Runs.Values.SingleOrDefault(run => run.Definition == definition && !RunTransitions.HasEnded(run.State));

    /// <summary>Raises the epoch by one, that of the run under way too.</summary>
    internal Epoch TakeOver(SyncDefinitionId definition)
    {
        var epoch = BookOf(definition).Epoch = BookOf(definition).Epoch.TakeOver();
        if (FindCurrent(definition) is { } run)
        {
            Runs[run.Id] = run with { Epoch = epoch };
        }

        return epoch;
    }

    internal sealed class Book
    {
        public Epoch Epoch { get; set; }

        public SortedDictionary<SyncKey, LedgerEntry> Entries { get; } = [];

        public List<Parked> Parked { get; } = [];

        public SortedSet<SyncKey> PushDue { get; } = [];

        public SortedSet<ItemAddress> PullDue { get; } = [];

        public Dictionary<int, Cursor> Cursors { get; } = [];

        public List<Loss> Losses { get; } = [];

        public List<RowMove> Moves { get; } = [];

        public DateTimeOffset? ReconciledAt { get; set; }

        public DateTimeOffset? MatchedAt { get; set; }
    }
}
