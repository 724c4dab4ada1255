using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Ledger;

/// <summary>The ledger in the table <c>orleanssync.ledger</c> and those around it; commits are <see cref="LedgerCommitWriter"/>.</summary>
internal sealed class PostgresLedger(MetastoreDatabase database, IOptions<MetastoreOptions> options, TimeProvider clock) : ILedger, ILosses
{
    private const string Number = "(select number from orleanssync.ledger_definitions where definition_id = $1)";

    private const string Entries = $"""
        select {LedgerRow.Columns}
        from orleanssync.ledger entry
        left join orleanssync.ledger_bases base on base.key = entry.key
        """;

    public Task<ImmutableArray<LedgerEntry>> FindAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken)
    {
        const string Select = $"{Entries} where entry.definition = {Number} and entry.key = any ($2)";
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, ILedger.KeysMax, nameof(keys));
        return ReadAsync(Select, definition, reader => LedgerRow.Read(definition, reader), cancellationToken, keys.Select(LedgerRow.ToUuid).ToArray());
    }

    public Task<ImmutableArray<LedgerEntry>> FindByItemsAsync(SyncDefinitionId definition, ImmutableArray<ItemAddress> items, CancellationToken cancellationToken)
    {
        const string Select = $"""
            {Entries}
            where entry.definition = {Number} and entry.row_key <> '' and entry.key = any (array(
                select there.key
                from unnest($2::integer[], $3::integer[]) wanted (list_id, item)
                join orleanssync.ledger there on there.list_id = wanted.list_id and there.item = wanted.item
                where there.item is not null and there.row_key <> ''
                union all
                select moved.key from orleanssync.ledger moved where moved.definition = {Number} and moved.moving <> '' and moved.moving = any ($4)))
            """;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Length, ILedger.KeysMax, nameof(items));
        return ReadAsync(
            Select, definition, reader => LedgerRow.Read(definition, reader), cancellationToken,
            items.Select(item => item.List.Value).ToArray(), items.Select(item => item.Item).ToArray(), items.Select(item => LedgerRow.Moving(item.List, item.Item)).ToArray());
    }

    public Task<ImmutableArray<LedgerEntry>> FindUnsettledAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            {Entries}
            where entry.definition = {Number} and entry.state in (2, 3, 4)
                and not exists (select from orleanssync.parked aside where aside.definition = entry.definition and aside.key = entry.key and aside.direction = 1)
            order by entry.key limit $2
            """;
        return ReadAsync(Select, definition, reader => LedgerRow.Read(definition, reader), cancellationToken, limit);
    }

    public Task<ImmutableArray<Parked>> FindDueAsync(SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {ParkedRow.Columns} from orleanssync.parked
            where definition = {Number} and direction = $2 and due_at <= $3
            order by due_at, case when direction = 1 then key end, list_id, item
            limit $4
            """;
        return ReadAsync(Select, definition, reader => ParkedRow.Read(definition, reader), cancellationToken, (short)direction, now.ToUniversalTime(), limit);
    }

    public async Task<DateTimeOffset?> FindOutcomesDueAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = $"select due_at from orleanssync.parked where definition = {Number} and direction = 1 and due_at is not null and reason = 13 order by due_at limit 1";
        var found = await ReadAsync(Select, definition, reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return found.IsEmpty ? null : found[0];
    }

    public Task<ImmutableArray<Parked>> ListParkedAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select {ParkedRow.Columns} from orleanssync.parked where definition = {Number} and direction = 1 and key > $2 order by key limit $3";
        return ReadAsync(Select, definition, reader => ParkedRow.Read(definition, reader), cancellationToken, after is { } key ? LedgerRow.ToUuid(key) : Guid.Empty, limit);
    }

    public Task<long> RescheduleParkedAsync(SyncDefinitionId definition, ImmutableArray<SyncKey> keys, DateTimeOffset? dueAt, CancellationToken cancellationToken)
    {
        const string Update = $"update orleanssync.parked set due_at = $2 where definition = {Number} and direction = 1 and (cardinality($3::uuid[]) = 0 or key = any ($3))";
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, ILedger.KeysMax, nameof(keys));
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Update, connection)
                {
                    Parameters =
                    {
                        new() { Value = definition.Value },
                        new() { Value = (object?)dueAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                        CommitBatch.Array(NpgsqlTypes.NpgsqlDbType.Uuid, keys.Select(LedgerRow.ToUuid)),
                    },
                };
                return Verdict.Commit((long)await command.ExecuteNonQueryAsync(stop));
            },
            cancellationToken);
    }

    public Task<long> ReleaseParkedAsync(SyncDefinitionId definition, ParkReason reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Update = $"update orleanssync.parked set due_at = $2 where definition = {Number} and direction = 1 and reason = $3";
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) => Verdict.Commit((long)await connection.ExecuteAsync(
                Update, stop, Query.Of(definition.Value), Query.Of(now.ToUniversalTime()), Query.Of((short)reason))),
            cancellationToken);
    }

    public Task<ImmutableArray<SyncKey>> FindPushDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select key from orleanssync.push_due where definition = {Number} order by key limit $2";
        return ReadAsync(Select, definition, reader => LedgerRow.ToKey(reader.GetGuid(0)), cancellationToken, limit);
    }

    public Task<ImmutableArray<ItemAddress>> FindPullDueAsync(SyncDefinitionId definition, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select list_id, item from orleanssync.pull_due where definition = {Number} order by list_id, item limit $2";
        return ReadAsync(Select, definition, reader => new ItemAddress(new ListId(reader.GetInt32(0)), reader.GetInt32(1)), cancellationToken, limit);
    }

    public async Task<Cursor?> FindCursorAsync(SyncDefinitionId definition, ListId? list, CancellationToken cancellationToken)
    {
        const string Select = $"select position from orleanssync.ledger_cursors where definition = {Number} and list_id = $2";
        var found = await ReadAsync(Select, definition, reader => StoredCursor.Read(reader.GetString(0)), cancellationToken, list?.Value ?? LedgerCommitWriter.TableCursor);
        return found.FirstOrDefault();
    }

    public async Task<Epoch> FindEpochAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = "select epoch from orleanssync.ledger_definitions where definition_id = $1";
        var found = await ReadAsync(Select, definition, reader => new Epoch(reader.GetInt64(0)), cancellationToken);
        return found.FirstOrDefault(Epoch.None);
    }

    public Task<ImmutableArray<SyncKey>> ListPairsAsync(SyncDefinitionId definition, SyncKey? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select key from orleanssync.ledger where definition = {Number} and state = 1 and key > $2 order by key limit $3";
        // Nothing has the key of zeros: it is a hash.
        return ReadAsync(Select, definition, reader => LedgerRow.ToKey(reader.GetGuid(0)), cancellationToken, after is { } key ? LedgerRow.ToUuid(key) : Guid.Empty, limit);
    }

    public Task ScanPairsAsync(SyncDefinitionId definition, Action<LedgerPair> seen, CancellationToken cancellationToken) =>
        database.ProbeAsync(
            async (connection, stop) =>
            {
                const string Select = "select number from orleanssync.ledger_definitions where definition_id = $1";
                await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = definition.Value } } };
                if (await command.ExecuteScalarAsync(stop) is int number)
                {
                    // COPY takes no parameters.
                    var copy = string.Create(CultureInfo.InvariantCulture, $"copy (select key, list_id, row_hash from orleanssync.ledger where definition = {number} and state = 1) to stdout (format binary)");
                    await BinaryCopy.ReadAsync(connection, copy, readers: 1, LedgerRow.ReadPair, seen, stop);
                }

                return true;
            },
            cancellationToken);

    public async Task<DateTimeOffset?> FindReconciledAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = "select reconciled_at from orleanssync.ledger_definitions where definition_id = $1 and reconciled_at is not null";
        var found = await ReadAsync(Select, definition, reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return found.IsEmpty ? null : found[0];
    }

    public async Task<DateTimeOffset?> FindMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = "select matched_at from orleanssync.ledger_definitions where definition_id = $1 and matched_at is not null";
        var found = await ReadAsync(Select, definition, reader => reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return found.IsEmpty ? null : found[0];
    }

    public Task ForgetMatchedAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Forget = "update orleanssync.ledger_definitions set matched_at = null where definition_id = $1";
        return database.ChangeAsync(Repeat.Always, async (connection, stop) => Verdict.Commit(await connection.ExecuteAsync(Forget, stop, Query.Of(definition.Value))), cancellationToken);
    }

    public Task ForgetCursorAsync(SyncDefinitionId definition, bool reconcile, CancellationToken cancellationToken)
    {
        const string Forget = $"delete from orleanssync.ledger_cursors where definition = {Number} and list_id = 0";
        const string ForgetReconcile = "update orleanssync.ledger_definitions set reconciled_at = null where definition_id = $1";
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(Forget) { Parameters = { new() { Value = definition.Value } } } } };
                if (reconcile)
                {
                    batch.BatchCommands.Add(new(ForgetReconcile) { Parameters = { new() { Value = definition.Value } } });
                }

                await batch.ExecuteNonQueryAsync(stop);
                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    public Task ForgetBackfillAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Forget = $"delete from orleanssync.ledger_cursors where definition = {Number} and list_id = $2";
        return database.ChangeAsync(Repeat.Always, async (connection, stop) => Verdict.Commit(await connection.ExecuteAsync(Forget, stop, Query.Of(definition.Value), Query.Of(ILedger.BackfillCursor.Value))), cancellationToken);
    }

    public Task<ImmutableArray<RowMove>> ListMovesAsync(SyncDefinitionId definition, long before, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select key, run_id, from_list, from_item, to_list, to_item, moved_at, id from orleanssync.row_moves
            where definition = {Number} and id < $2
            order by id desc
            limit $3
            """;
        return ReadAsync(
            Select,
            definition,
            reader => new RowMove(
                LedgerRow.ToKey(reader.GetGuid(0)),
                new SyncRunId(reader.GetGuid(1)),
                new ItemAddress(new ListId(reader.GetInt32(2)), reader.GetInt32(3)),
                new ItemAddress(new ListId(reader.GetInt32(4)), reader.GetInt32(5)),
                reader.GetFieldValue<DateTimeOffset>(6),
                reader.GetInt64(7)),
            cancellationToken,
            before,
            limit);
    }

    public async Task<long> CountPairsAsync(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        const string Select = "select pairs from orleanssync.ledger_definitions where definition_id = $1";
        var found = await ReadAsync(Select, definition, reader => reader.GetInt64(0), cancellationToken);
        return found.FirstOrDefault();
    }

    public Task<Epoch> TakeOverAsync(SyncDefinitionId definition, CancellationToken cancellationToken) =>
        // Once more is one epoch more, which fences whoever had the first.
        database.ChangeAsync(Repeat.Always, async (connection, stop) => Verdict.Commit(await DefinitionLock.TakeOverAsync(connection, definition, stop)), cancellationToken);

    public async Task<EpochVerdict> CommitAsync(LedgerCommit commit, CancellationToken cancellationToken)
    {
        LedgerCommitRules.Check(commit);
        var now = clock.GetUtcNow();
        return await database.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                var (number, epoch) = await DefinitionLock.TakeAsync(connection, commit.Definition, stop);
                var verdict = epoch.Check(commit.Epoch);
                if (verdict != EpochVerdict.Accepted)
                {
                    return Verdict.RollBack(verdict);
                }

                await LedgerCommitWriter.WriteAsync(connection, number, commit, now, now + options.Value.HistoryRetention, stop);
                return Verdict.Commit(verdict);
            },
            cancellationToken);
    }

    public Task<ImmutableArray<Loss>> FindLossesAsync(SyncDefinitionId definition, SyncKey key, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select conflict, loser from orleanssync.row_history where definition = {Number} and key = $2 order by id desc limit $3";
        return ReadAsync(
            Select, definition, reader => new Loss(StoredConflict.Read(reader.GetString(0)), (SyncDirection)reader.GetInt16(1)), cancellationToken,
            LedgerRow.ToUuid(key), limit);
    }

    /// <summary>$1 is the definition, the rest as given.</summary>
    private Task<ImmutableArray<T>> ReadAsync<T>(string select, SyncDefinitionId definition, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] parameters) =>
        database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(select, connection) { Parameters = { new() { Value = definition.Value } } };
                foreach (var parameter in parameters)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = parameter });
                }

                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = ImmutableArray.CreateBuilder<T>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(read(reader));
                }

                return rows.ToImmutable();
            },
            cancellationToken);
}
