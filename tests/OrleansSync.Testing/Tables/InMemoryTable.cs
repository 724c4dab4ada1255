using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values;

namespace OrleansSync.Testing.Tables;

/// <summary>A table without a database: read and written as the ports say, and used by people. For one thread at a time.</summary>
/// <param name="id">The definition whose table it is.</param>
/// <param name="columns">Its mapped columns.</param>
/// <param name="source">How its changes are learnt.</param>
/// <param name="time">The table's clock.</param>
public sealed class InMemoryTable(SyncDefinitionId id, MappedColumns columns, ChangeSource source, TimeProvider time) : PortTwin, ITableReader, ITableWriter
{
    private readonly SortedDictionary<RowKey, Stored> rows = [];
    private readonly List<(long Position, RowChange Change)> log = [];
    private readonly SortedSet<long> open = [];
    private long sequence;
    private int lastKey = 1_000_000;

    /// <summary>Why the table refuses to store a row, if it does: a constraint.</summary>
    public Func<Row, ParkReason?>? Constraint { get; set; }

    /// <summary>What the table makes of a row before it stores it: a trigger.</summary>
    public Func<Row, Row>? Trigger { get; set; }

    /// <summary>Why a row that is read cannot be mapped, if so.</summary>
    public Func<Row, ParkReason?>? Unusable { get; set; }

    /// <summary>True for a reader that goes past the oldest open transaction, as a careless one would.</summary>
    public bool IgnoresHorizon { get; set; }

    /// <summary>How many rows the engine wrote, changed or not: what P4 counts.</summary>
    public int EngineWrites { get; private set; }

    /// <summary>The rows that anybody could read now.</summary>
    public IReadOnlyDictionary<RowKey, Row> Rows => rows.ToDictionary(row => row.Key, row => row.Value.Row);

    /// <summary>The keys of the rows that carry the definition's mark.</summary>
    public IEnumerable<RowKey> Marked => rows.Where(row => row.Value.IsMarked).Select(row => row.Key);

    /// <summary>Somebody inserts or updates a row.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">All mapped columns.</param>
    /// <param name="hasWatermark">False for a row whose watermark is null.</param>
    public void Put(RowKey key, Row row, bool hasWatermark = true) => Store(key, row, ++sequence, hasWatermark);

    /// <summary>Somebody deletes a row.</summary>
    public void Delete(RowKey key)
    {
        if (rows.Remove(key))
        {
            Log(++sequence, key, null);
        }
    }

    /// <summary>Somebody begins a transaction that writes; its rows get their watermark now and are seen when it commits.</summary>
    public OpenTransaction Begin()
    {
        var began = ++sequence;
        open.Add(began);
        return new OpenTransaction(this, began);
    }

    public Task<TableBatch> ReadChangesAsync(SyncDefinition definition, Cursor? cursor, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(ReadChangesAsync), () => Read(cursor, limit), cancellationToken);

    public Task<ImmutableArray<RowView>> FindRowsAsync(SyncDefinition definition, ImmutableArray<RowKey> keys, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindRowsAsync), () => keys.Select(key => View(key, rows.GetValueOrDefault(key), RowReading.Read)).ToImmutableArray(), cancellationToken);

    public Task ScanKeysAsync(SyncDefinition definition, Action<SyncKey> seen, CancellationToken cancellationToken) =>
        RunAsync(
            nameof(ScanKeysAsync),
            () =>
            {
                foreach (var key in rows.Keys)
                {
                    seen(SyncKey.Of(id, key));
                }

                return true;
            },
            cancellationToken);

    public Task<Cursor?> ScanRowsAsync(SyncDefinition definition, bool withRows, Action<ScannedRow> seen, CancellationToken cancellationToken) =>
        RunAsync(nameof(ScanRowsAsync), () => Scan(withRows, seen), cancellationToken);

    public Task<ImmutableArray<RowKey>> FindKeysAsync(SyncDefinition definition, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindKeysAsync), () => rows.Keys.Where(key => wanted(SyncKey.Of(id, key))).Take(limit).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<RowKey>> DrawKeysAsync(SyncDefinition definition, int count, CancellationToken cancellationToken) =>
        RunAsync(nameof(DrawKeysAsync), () => Enumerable.Range(0, count).Select(number => new RowKey(KeyPart.Of(++lastKey))).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<TableOutcome>> ApplyAsync(SyncDefinition definition, ImmutableArray<TableWrite> writes, CancellationToken cancellationToken) =>
        RunAsync(nameof(ApplyAsync), () => writes.Select(Apply).ToImmutableArray(), cancellationToken);

    private TableBatch Read(Cursor? cursor, int limit) => source switch
    {
        _ when cursor is Cursor.FullScan scan => ReadScan(scan, limit),
        ChangeSource.Keyset => ReadKeyset((Cursor.Keyset?)cursor ?? new Cursor.Keyset(null, null), limit),
        ChangeSource.Capture => ReadLog((Cursor.Lsn?)cursor ?? new Cursor.Lsn(0), limit),
        ChangeSource.FullScan => ReadScan((Cursor.FullScan?)cursor ?? new Cursor.FullScan(null, time.GetUtcNow()), limit),
        _ => throw new InvalidOperationException("The source of changes is one of three."),
    };

    private Cursor? Scan(bool withRows, Action<ScannedRow> seen)
    {
        if (source == ChangeSource.Capture)
        {
            return null;
        }

        foreach (var (key, stored) in rows)
        {
            var view = View(key, stored, RowReading.Read);
            seen(new ScannedRow(SyncKey.Of(id, key), view is RowView.Seen ? stored.Row.Hash(columns.Push) : null, withRows ? new RowChange(key, SyncKey.Of(id, key), stored.Row, RowReading.Read) : null));
        }

        // As a page: what is still open may come to be seen with any watermark from there on.
        var horizon = open.Count > 0 && !IgnoresHorizon ? open.Min : sequence + 1;
        return source == ChangeSource.FullScan ? new Cursor.FullScan(null, time.GetUtcNow()) : new Cursor.Keyset(Watermark.Find(KeyPart.Of(horizon - 1)), null);
    }

    private TableBatch ReadKeyset(Cursor.Keyset after, int limit)
    {
        // Beyond the oldest open transaction another row may still come to be seen.
        var horizon = open.Count > 0 && !IgnoresHorizon ? open.Min : long.MaxValue;
        var found = (
            from row in rows
            where row.Value.Watermark is not { } watermark || watermark < horizon
            where IsAfter(row.Key, row.Value.Watermark, after)
            orderby row.Value.Watermark is not null, row.Value.Watermark, row.Key
            select row).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var next = page.Count == 0 ? after : new Cursor.Keyset(WatermarkOf(page[^1].Value), page[^1].Key);
        return new([.. page.Select(row => View(row.Key, row.Value, RowReading.Read))], next, found.Count <= limit);
    }

    private static bool IsAfter(RowKey key, long? watermark, Cursor.Keyset after)
    {
        var reached = after.Watermark is { } text ? (long?)(long)text.Part.Number : null;
        return (watermark, reached) switch
        {
            (null, null) => after.Key is not { } last || key > last,
            (null, _) => false,
            (_, null) => true,
            ({ } own, { } least) => own > least || (own == least && after.Key is { } last && key > last),
        };
    }

    private TableBatch ReadLog(Cursor.Lsn after, int limit)
    {
        var found = log.Where(entry => (ulong)entry.Position > after.Position).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var next = page.Count == 0 ? after : new Cursor.Lsn((ulong)page[^1].Position);
        return new([.. page.Select(entry => Usable(entry.Change))], next, found.Count <= limit);
    }

    private TableBatch ReadScan(Cursor.FullScan after, int limit)
    {
        var found = rows.Where(row => after.After is not { } last || row.Key > last).Take(limit + 1).ToList();
        var page = found.Take(limit).ToList();
        var next = page.Count == 0 ? after : after with { After = page[^1].Key };
        return new([.. page.Select(row => View(row.Key, row.Value, RowReading.Read))], next, found.Count <= limit);
    }

    private TableOutcome Apply(TableWrite write)
    {
        var stored = rows.GetValueOrDefault(write.Key);
        return write switch
        {
            TableWrite.Insert insert => stored is null ? Write(insert.Drawn, Whole(insert.Row)) : OnlyIf(Has(stored, insert.Row), stored.Row),
            TableWrite.Delete delete => stored is null ? new TableOutcome.Applied(null) : IsExpected(stored, delete.Expected) ? Remove(delete.Of) : new TableOutcome.PreconditionFailed(),
            _ when stored is null => new TableOutcome.PreconditionFailed(),
            TableWrite.Update update => Has(stored, update.Columns) ? new TableOutcome.Applied(stored.Row)
                : IsExpected(stored, update.Expected) ? Write(update.Of, stored.Row.Under(update.Columns)) : new TableOutcome.PreconditionFailed(),
            TableWrite.Mark mark => stored.IsMarked == mark.IsMarked ? new TableOutcome.Applied(stored.Row)
                : IsExpected(stored, mark.Expected) ? MarkRow(mark.Of, stored, mark.IsMarked) : new TableOutcome.PreconditionFailed(),
            _ => throw new InvalidOperationException("There are four kinds of writes."),
        };
    }

    private TableOutcome Write(RowKey key, Row row)
    {
        var made = Trigger?.Invoke(row) ?? row;
        if (Constraint?.Invoke(made) is { } refused)
        {
            return new TableOutcome.Parked(refused);
        }

        EngineWrites++;
        Store(key, made, ++sequence, hasWatermark: true);
        return new TableOutcome.Applied(made);
    }

    private TableOutcome.Applied Remove(RowKey key)
    {
        EngineWrites++;
        Delete(key);
        return new TableOutcome.Applied(null);
    }

    private TableOutcome.Applied MarkRow(RowKey key, Stored stored, bool isMarked)
    {
        EngineWrites++;
        rows[key] = stored with { IsMarked = isMarked, Watermark = ++sequence };
        return new TableOutcome.Applied(stored.Row);
    }

    private static TableOutcome OnlyIf(bool holds, Row row) => holds ? new TableOutcome.Applied(row) : new TableOutcome.PreconditionFailed();

    private static bool Has(Stored stored, Row wanted) => wanted.Names.All(name => wanted.Find(name)!.Equals(stored.Row.Find(name) ?? Value.Null));

    private bool IsExpected(Stored stored, Engine.Values.Hashing.RowHash? expected) => expected is null || stored.Row.Hash(columns.Push) == expected;

    private Row Whole(Row row) => Row.Of(columns.All.Names.Select(name => KeyValuePair.Create(name, row.Find(name) ?? Value.Null)));

    private void Store(RowKey key, Row row, long position, bool hasWatermark)
    {
        rows[key] = new Stored(row, hasWatermark ? position : null, rows.GetValueOrDefault(key)?.IsMarked ?? false, time.GetUtcNow());
        Log(position, key, row);
    }

    private void Show(RowKey key, Row row, long watermark)
    {
        rows[key] = new Stored(row, watermark, rows.GetValueOrDefault(key)?.IsMarked ?? false, time.GetUtcNow());
        Log(++sequence, key, row);
    }

    private void Log(long position, RowKey key, Row? row) =>
        log.Add((position, new RowChange(key, SyncKey.Of(id, key), row, RowReading.Captured, null, time.GetUtcNow())));

    private RowView View(RowKey key, Stored? stored, RowReading reading) =>
        Usable(new RowChange(key, SyncKey.Of(id, key), stored?.Row, reading, stored is null ? null : WatermarkOf(stored), stored?.ChangedAt));

    private RowView Usable(RowChange change) =>
        change.Row is { } row && Unusable?.Invoke(row) is { } reason ? new RowView.Unusable(change, reason) : new RowView.Seen(change);

    private static Watermark? WatermarkOf(Stored stored) => stored.Watermark is { } watermark ? Watermark.Find(KeyPart.Of(watermark)) : null;

    private sealed record Stored(Row Row, long? Watermark, bool IsMarked, DateTimeOffset ChangedAt);

    /// <summary>A transaction of somebody that is not committed yet.</summary>
    public sealed class OpenTransaction
    {
        private readonly InMemoryTable table;
        private readonly long began;
        private readonly List<(RowKey Key, Row Row)> writes = [];

        internal OpenTransaction(InMemoryTable table, long began) => (this.table, this.began) = (table, began);

        /// <summary>True when it has written the row, which then is locked for others.</summary>
        public bool Locks(RowKey key) => writes.Exists(write => write.Key == key);

        /// <summary>Inserts or updates a row, unseen by others.</summary>
        public void Put(RowKey key, Row row) => writes.Add((key, row));

        /// <summary>Commits: now the rows are seen, with the watermark of the transaction's begin.</summary>
        public void Commit()
        {
            table.open.Remove(began);
            foreach (var (key, row) in writes)
            {
                table.Show(key, row, began);
            }
        }
    }
}
