using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// Tables read by polling: pages in the order (watermark, key) below the horizon of decision 21, or a full scan in the order of
/// keys. Row-level security is off in every statement, so PostgreSQL refuses to answer rather than hide a row.
/// </summary>
internal sealed partial class PostgresTableReader(ITableSources sources, TimeProvider clock, ILogger<PostgresTableReader> logger) : ITableReader
{
    private const int LimitMax = 10_000;
    private readonly ConcurrentDictionary<SyncDefinitionId, ReaderState> _states = new();

    /// <inheritdoc/>
    public async Task<TableBatch> ReadChangesAsync(SyncDefinition definition, Cursor? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var table = await sources.GetAsync(definition, cancellationToken);
        // A hash cannot be ordered or looked up by the database.
        if (table.Key.Strategy == KeyStrategy.Hash)
        {
            throw new NotSupportedException("A table whose key is a hash cannot be paged.");
        }

        cursor ??= table.Watermark is null ? new Cursor.FullScan(null, clock.Now()) : new Cursor.Keyset(null, null);
        return await table.Database.RunAsync(
            table,
            (connection, cancellation) => cursor switch
            {
                Cursor.FullScan scan => ReadScanAsync(connection, definition, table, scan, limit, cancellation),
                Cursor.Keyset keyset when table.Watermark is { } watermark => ReadKeysetAsync(connection, definition, table, watermark, keyset, limit, cancellation),
                _ => throw new InvalidOperationException($"The cursor {cursor.GetType().Name} does not belong to the way in which the table is read; reset it."),
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RowView>> FindRowsAsync(SyncDefinition definition, ImmutableArray<RowKey> keys, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, LimitMax, nameof(keys));
        var table = await sources.GetAsync(definition, cancellationToken);
        var found = await table.Database.RunAsync(table, (connection, cancellation) => RowLookup.FindAsync(connection, table, keys, RowLookup.Locking.None, cancellation), cancellationToken);
        return [.. keys.Select(key => View(definition, table, key, found.GetValueOrDefault(key), isLookup: true))];
    }

    /// <inheritdoc/>
    public async Task ScanKeysAsync(SyncDefinition definition, Action<SyncKey> seen, CancellationToken cancellationToken)
    {
        var table = await sources.GetAsync(definition, cancellationToken);
        await table.Database.RunAsync(
            table,
            async (connection, cancellation) =>
            {
                // One statement has one snapshot; the transaction makes the setting local.
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
                await using var batch = new NpgsqlBatch(connection, transaction)
                {
                    BatchCommands = { new(RowLookup.ShowEveryRow), new($"select {RecordLayout.Of(table).KeySql} from {table.Quoted} t") },
                };
                var decoder = new RecordReader(table);
                await using var reader = await batch.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
                await reader.ReadAsync(cancellation);
                if (await reader.GetFieldValueAsync<bool>(1, cancellation))
                {
                    throw new SyncException(SyncError.TableRefused, "The database is a standby now; a delete cannot be told from a row that has not arrived there.");
                }

                await reader.NextResultAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    seen(SyncKey.Of(definition.Id, decoder.ReadKey(await reader.GetFieldValueAsync<byte[]>(0, cancellation))));
                }

                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Cursor?> ScanRowsAsync(SyncDefinition definition, bool withRows, Action<ScannedRow> seen, CancellationToken cancellationToken)
    {
        var table = await sources.GetAsync(definition, cancellationToken);
        if (table.Key.Strategy == KeyStrategy.Hash)
        {
            return null;
        }

        return await table.Database.RunAsync(
            table,
            async (connection, cancellation) =>
            {
                // The horizon is looked at first: what is committed later, and so not told, is read after it.
                if (await FindNextAsync(connection, definition, table, cancellation) is not { } next)
                {
                    return null;
                }

                await using var transaction = await BeginWholeAsync(connection, table, cancellation);
                var scan = new RowScan(table, definition);
                await (withRows ? scan.ReadAsync(connection, seen, cancellation) : scan.HashAsync(connection, seen, cancellation));
                return next;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<RowKey>> FindKeysAsync(SyncDefinition definition, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken)
    {
        var table = await sources.GetAsync(definition, cancellationToken);
        return await table.Database.RunAsync(
            table,
            async (connection, cancellation) =>
            {
                await using var transaction = await BeginWholeAsync(connection, table, cancellation);
                return (await new RowScan(table, definition).FindKeysAsync(connection, wanted, limit, cancellation)).ToImmutableArray();
            },
            cancellationToken);
    }

    private static async Task<NpgsqlTransaction> BeginWholeAsync(NpgsqlConnection connection, TableSource table, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var command = new NpgsqlCommand(RowLookup.ShowEveryRow, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetBoolean(1) ? throw TableFailure.Standby(table) : transaction;
    }

    private async Task<Cursor?> FindNextAsync(NpgsqlConnection connection, SyncDefinition definition, TableSource table, CancellationToken cancellationToken)
    {
        if (table.Watermark is not { } watermark)
        {
            return new Cursor.FullScan(null, clock.Now());
        }

        var state = _states.GetOrAdd(definition.Id, static _ => new ReaderState());
        var (horizon, bounds) = await new KeysetLook(table, watermark, state, clock).ReadAsync(connection, cancellationToken);
        NameBlocker(definition, table, horizon, state);
        return bounds is null ? null : new Cursor.Keyset(bounds.Settled, null);
    }

    private async Task<TableBatch> ReadKeysetAsync(
        NpgsqlConnection connection, SyncDefinition definition, TableSource table, TableWatermark watermark, Cursor.Keyset after, int limit, CancellationToken cancellationToken)
    {
        var state = _states.GetOrAdd(definition.Id, static _ => new ReaderState());
        var (horizon, bounds) = await new KeysetLook(table, watermark, state, clock).ReadAsync(connection, cancellationToken);
        NameBlocker(definition, table, horizon, state);
        var found = await ReadAsync(connection, table, KeysetPage.Commands(table, after, bounds, limit + 1), cancellationToken);
        var page = found.Take(limit).ToImmutableArray();
        var isEnd = found.Count <= limit;
        return new TableBatch([.. page.Select(record => View(definition, table, record.Key, record, isLookup: false))], KeysetPage.Next(after, page, bounds, isEnd), isEnd);
    }

    private static async Task<TableBatch> ReadScanAsync(
        NpgsqlConnection connection, SyncDefinition definition, TableSource table, Cursor.FullScan after, int limit, CancellationToken cancellationToken)
    {
        var command = new NpgsqlBatchCommand();
        foreach (var part in after.After?.Parts ?? [])
        {
            command.Parameters.Add(SqlText.Literal(part.ToPostgresText()));
        }

        command.Parameters.Add(SqlText.Count(limit + 1));
        var condition = after.After is null ? "" : $"where {KeySql.After(table, 1)}";
        command.CommandText = $"select {RecordLayout.Of(table).Sql} from {table.Quoted} t {condition} order by {KeySql.Order(table)} limit ${command.Parameters.Count}";
        var found = await ReadAsync(connection, table, [command], cancellationToken);
        var page = found.Take(limit).ToList();
        var next = page.Count == 0 ? after : after with { After = page[^1].Key };
        return new TableBatch([.. page.Select(record => View(definition, table, record.Key, record, isLookup: true))], next, found.Count <= limit);
    }

    private static async Task<List<TableRecord>> ReadAsync(NpgsqlConnection connection, TableSource table, IEnumerable<NpgsqlBatchCommand> commands, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RowLookup.ShowEveryRow));
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        var (records, decoder) = (new List<TableRecord>(), new RecordReader(table));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.NextResultAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                records.Add(decoder.Read(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken)));
            }
        }

        return records;
    }

    private static RowView View(SyncDefinition definition, TableSource table, RowKey key, TableRecord? record, bool isLookup)
    {
        var changedAt = table.Watermark is { Kind: WatermarkKind.Timestamp, Zone: var zone } && record?.Watermark is { } watermark
            ? ChangedAt((long)watermark.Part.Number, table.Watermark.Type.Kind == Engine.Values.Postgres.PostgresTypeKind.Timestamp ? zone : TimeZoneInfo.Utc)
            : (DateTimeOffset?)null;
        // A row that cannot be mapped is there all the same: without any row it would look deleted.
        var row = record is null ? null : record.Row ?? Row.Empty;
        var change = new RowChange(key, SyncKey.Of(definition.Id, key), row, RowReading.Read, isLookup ? null : record?.Watermark, changedAt);
        return record is { Row: null } ? new RowView.Unusable(change, TableRecord.Unusable) : new RowView.Seen(change);
    }

    private static DateTimeOffset ChangedAt(long microseconds, TimeZoneInfo zone)
    {
        var time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return new DateTimeOffset(time, TimeSpan.Zero) - zone.GetUtcOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified));
    }

    private void NameBlocker(SyncDefinition definition, TableSource table, TableHorizon horizon, ReaderState state)
    {
        if (horizon.OldestWriter is { } began && horizon.Now - began >= table.Database.Options.BlockerAge && state.NamedBlocker != began)
        {
            state.NamedBlocker = began;
            LogBlocked(definition.Id, horizon.WriterPid, began);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The changes of definition {Definition} wait for a transaction that has written and not ended: process {Pid} of its database (none: a prepared transaction), begun at {Began}. End it to go on.")]
    private partial void LogBlocked(SyncDefinitionId definition, int? pid, DateTimeOffset began);
}
