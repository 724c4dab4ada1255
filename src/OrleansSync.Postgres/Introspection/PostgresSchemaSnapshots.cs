using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Snapshots in the tables <c>orleanssync.schema_snapshots</c>, <c>schema_tables</c> and <c>schema_drift</c>.</summary>
internal sealed class PostgresSchemaSnapshots(MetastoreDatabase metastore, IIdSource ids, IOptions<MetastoreOptions> options) : ISchemaSnapshots
{
    /// <inheritdoc/>
    public Task<SnapshotSummary> SaveAsync(Guid databaseId, DatabaseSnapshot snapshot, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        var texts = snapshot.Relations.ToDictionary(relation => relation.Name, SchemaTableRow.Write);
        return metastore.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await LockAsync(connection, databaseId, stop);
                var last = await FindSummaryAsync(connection, databaseId, stop);
                if (last is not null && last.TakenAt >= takenAt)
                {
                    return Verdict.RollBack(last);
                }

                var update = await CompareAsync(connection, databaseId, snapshot, texts, takenAt, stop);
                await SchemaTableRow.SaveAsync(connection, databaseId, update, takenAt, stop);
                // Of the first snapshot everything is new, which nobody needs to be told.
                var drift = last is null ? [] : update.Drift;
                await SaveDriftAsync(connection, databaseId, drift, takenAt, stop);
                var summary = new SnapshotSummary(takenAt, snapshot.Relations.Length, snapshot.Relations.Sum(relation => relation.Columns.Length), drift.Length);
                await SaveSummaryAsync(connection, databaseId, summary, stop);
                return Verdict.Commit(summary);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SnapshotSummary?> FindSummaryAsync(Guid databaseId, CancellationToken cancellationToken) =>
        metastore.ReadAsync((connection, stop) => FindSummaryAsync(connection, databaseId, stop), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<SchemaTable>> ListTablesAsync(Guid databaseId, RelationName? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {SchemaTableRow.Columns} from orleanssync.schema_tables
            where database_id = $1 and is_present and ($2 is null or (schema_name, table_name) > ($2, $3))
            order by schema_name, table_name limit $4
            """;
        return ReadTablesAsync(Select, [new() { Value = databaseId }, Text(after?.Schema), Text(after?.Name), new() { Value = limit }], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SchemaTable?> FindTableAsync(Guid databaseId, SchemaTableId table, CancellationToken cancellationToken)
    {
        const string Select = $"select {SchemaTableRow.Columns} from orleanssync.schema_tables where database_id = $1 and id = $2";
        return (await ReadTablesAsync(Select, [new() { Value = databaseId }, new() { Value = table.Value }], cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<SchemaTable?> FindTableAsync(Guid databaseId, RelationName name, CancellationToken cancellationToken)
    {
        const string Select = $"select {SchemaTableRow.Columns} from orleanssync.schema_tables where database_id = $1 and is_present and schema_name = $2 and table_name = $3";
        return (await ReadTablesAsync(Select, [new() { Value = databaseId }, Text(name.Schema), Text(name.Name)], cancellationToken)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredDrift>> ListDriftAsync(Guid databaseId, long? before, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select number, found_at, table_id, finding from orleanssync.schema_drift
            where database_id = $1 and ($2 is null or number < $2) order by number desc limit $3
            """;
        return metastore.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection)
                {
                    Parameters = { new() { Value = databaseId }, new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, new() { Value = limit } },
                };
                await using var reader = await command.ExecuteReaderAsync(stop);
                var drift = ImmutableArray.CreateBuilder<StoredDrift>();
                while (await reader.ReadAsync(stop))
                {
                    var finding = JsonSerializer.Deserialize(reader.GetString(3), SchemaJson.Default.DriftFinding)!; // Never written as null.
                    drift.Add(new StoredDrift(reader.GetInt64(0), await reader.GetFieldValueAsync<DateTimeOffset>(1, stop), new SchemaTableId(reader.GetGuid(2)), finding));
                }

                return drift.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(Guid databaseId, CancellationToken cancellationToken)
    {
        const string Delete = """
            with a as (delete from orleanssync.schema_tables where database_id = $1), b as (delete from orleanssync.schema_drift where database_id = $1)
            delete from orleanssync.schema_snapshots where database_id = $1
            """;
        return metastore.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await LockAsync(connection, databaseId, stop);
                await using var command = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = databaseId } } };
                await command.ExecuteNonQueryAsync(stop);
                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    // Two introspections of one database would each give ids to what is new.
    private static async Task LockAsync(NpgsqlConnection connection, Guid databaseId, CancellationToken cancellationToken)
    {
        const string Lock = "select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('schema ' || $1, 0))";
        await using var command = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = databaseId.ToString("D") } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<SnapshotUpdate> CompareAsync(
        NpgsqlConnection connection, Guid databaseId, DatabaseSnapshot snapshot, Dictionary<RelationName, string> texts, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        const string Select = $"select {SchemaTableRow.Columns} from orleanssync.schema_tables where database_id = $1";
        var (kept, unchanged) = (new List<SchemaTable>(), new HashSet<RelationName>());
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = databaseId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = SchemaTableRow.Read(reader);
            if (row.IsPresent && texts.GetValueOrDefault(row.Name) == row.Relation)
            {
                unchanged.Add(row.Name);
            }
            else
            {
                kept.Add(row.ToTable());
            }
        }

        return SnapshotUpdate.Of(kept, snapshot with { Relations = snapshot.Relations.RemoveAll(relation => unchanged.Contains(relation.Name)) }, takenAt, ids);
    }

    private static async Task<SnapshotSummary?> FindSummaryAsync(NpgsqlConnection connection, Guid databaseId, CancellationToken cancellationToken)
    {
        const string Select = "select taken_at, tables, columns, drift from orleanssync.schema_snapshots where database_id = $1";
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = databaseId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new SnapshotSummary(await reader.GetFieldValueAsync<DateTimeOffset>(0, cancellationToken), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3))
            : null;
    }

    private static async Task SaveSummaryAsync(NpgsqlConnection connection, Guid databaseId, SnapshotSummary summary, CancellationToken cancellationToken)
    {
        const string Upsert = """
            insert into orleanssync.schema_snapshots (database_id, taken_at, tables, columns, drift) values ($1, $2, $3, $4, $5)
            on conflict (database_id) do update set taken_at = excluded.taken_at, tables = excluded.tables, columns = excluded.columns, drift = excluded.drift
            """;
        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters = { new() { Value = databaseId }, new() { Value = summary.TakenAt }, new() { Value = summary.Tables }, new() { Value = summary.Columns }, new() { Value = summary.Drift } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SaveDriftAsync(
        NpgsqlConnection connection, Guid databaseId, ImmutableArray<(SchemaTableId Table, DriftFinding Finding)> drift, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        const string Prune = "delete from orleanssync.schema_drift where database_id = $1 and found_at < $2";
        const string Insert = """
            insert into orleanssync.schema_drift (database_id, table_id, found_at, finding)
            select $1, table_id, $2, finding::json from unnest($3::uuid[], $4::text[]) with ordinality t (table_id, finding, place) order by place
            """;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Prune) { Parameters = { new() { Value = databaseId }, new() { Value = takenAt - options.Value.HistoryRetention } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                new() { Value = databaseId },
                new() { Value = takenAt },
                new() { Value = drift.Select(one => one.Table.Value).ToArray() },
                new() { Value = drift.Select(one => JsonSerializer.Serialize(one.Finding, SchemaJson.Default.DriftFinding)).ToArray() },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<ImmutableArray<SchemaTable>> ReadTablesAsync(string select, NpgsqlParameter[] parameters, CancellationToken cancellationToken) => metastore.ReadAsync(
        async (connection, stop) =>
        {
            await using var command = new NpgsqlCommand(select, connection);
            command.Parameters.AddRange(parameters.Select(parameter => parameter.Clone()).ToArray());
            await using var reader = await command.ExecuteReaderAsync(stop);
            var tables = ImmutableArray.CreateBuilder<SchemaTable>();
            while (await reader.ReadAsync(stop))
            {
                tables.Add(SchemaTableRow.Read(reader).ToTable());
            }

            return tables.ToImmutable();
        },
        cancellationToken);

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
