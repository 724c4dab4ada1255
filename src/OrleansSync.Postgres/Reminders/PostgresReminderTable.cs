using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Reminders;

/// <summary>Reminders in the table <c>orleanssync.reminders</c>, by service id: they outlive a cluster.</summary>
internal sealed class PostgresReminderTable(MetastoreDatabase database, IIdSource ids, IOptions<ClusterOptions> cluster) : IReminderTable
{
    private const string Columns = "grain_type, grain_key, reminder_name, start_at, period, etag";
    private const string OfGrain = "service_id = $1 and grain_type = $2 and grain_key = $3";

    private readonly string _serviceId = cluster.Value.ServiceId;

    public Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        const string Select = $"select {Columns} from orleanssync.reminders where {OfGrain} order by reminder_name";
        return ReadAsync(connection => CreateCommand(connection, Select, grainId));
    }

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        const string SelectInside = $"select {Columns} from orleanssync.reminders where service_id = $1 and grain_hash > $2 and grain_hash <= $3";
        // The range goes around the ring's end; equal bounds mean the whole ring.
        const string SelectAround = $"select {Columns} from orleanssync.reminders where service_id = $1 and (grain_hash > $2 or grain_hash <= $3)";
        return ReadAsync(connection => new NpgsqlCommand(begin < end ? SelectInside : SelectAround, connection)
        {
            Parameters = { new() { Value = _serviceId }, new() { Value = (long)begin }, new() { Value = (long)end } },
        });
    }

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        const string Select = $"select {Columns} from orleanssync.reminders where {OfGrain} and reminder_name = $4";
        var rows = await ReadAsync(connection =>
        {
            var command = CreateCommand(connection, Select, grainId);
            command.Parameters.Add(new() { Value = reminderName });
            return command;
        });
        return rows.Reminders.SingleOrDefault();
    }

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        const string Upsert = """
            insert into orleanssync.reminders (service_id, grain_type, grain_key, reminder_name, grain_hash, start_at, period, etag)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (service_id, grain_type, grain_key, reminder_name) do update
            set start_at = excluded.start_at, period = excluded.period, etag = excluded.etag
            """;
        var etag = ids.Next();
        await ChangeAsync(
            Repeat.Always,
            connection =>
            {
                var command = CreateCommand(connection, Upsert, entry.GrainId);
                command.Parameters.Add(new() { Value = entry.ReminderName });
                command.Parameters.Add(new() { Value = (long)entry.GrainId.GetUniformHashCode() });
                command.Parameters.Add(new() { Value = Instant.ToUtc(entry.StartAt), NpgsqlDbType = NpgsqlDbType.TimestampTz });
                command.Parameters.Add(new() { Value = entry.Period });
                command.Parameters.Add(new() { Value = etag });
                return command;
            });
        return Format(etag);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        const string Delete = $"delete from orleanssync.reminders where {OfGrain} and reminder_name = $4 and etag = $5";
        if (!Guid.TryParse(eTag, CultureInfo.InvariantCulture, out var etag))
        {
            return false;
        }

        // Not repeated once it may have committed: a second delete could not tell its own work from somebody else's.
        var removed = await ChangeAsync(
            Repeat.UnlessCommitted,
            connection =>
            {
                var command = CreateCommand(connection, Delete, grainId);
                command.Parameters.Add(new() { Value = reminderName });
                command.Parameters.Add(new() { Value = etag });
                return command;
            });
        return removed == 1;
    }

    public Task TestOnlyClearTable()
    {
        const string Delete = "delete from orleanssync.reminders where service_id = $1";
        return ChangeAsync(Repeat.Always, connection => new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = _serviceId } } });
    }

    // Orleans' interface has no tokens; the limits of MetastoreOptions bound every call.
    private Task<ReminderTableData> ReadAsync(Func<NpgsqlConnection, NpgsqlCommand> create) =>
        database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = create(connection);
                await using var reader = await command.ExecuteReaderAsync(stop);
                var rows = new List<ReminderEntry>();
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(ReadEntry(reader));
                }

                return new ReminderTableData(rows);
            },
            CancellationToken.None);

    private Task<int> ChangeAsync(Repeat repeat, Func<NpgsqlConnection, NpgsqlCommand> create) =>
        database.ChangeAsync(
            repeat,
            async (connection, stop) =>
            {
                await using var command = create(connection);
                return Verdict.Commit(await command.ExecuteNonQueryAsync(stop));
            },
            CancellationToken.None);

    private NpgsqlCommand CreateCommand(NpgsqlConnection connection, string sql, GrainId grainId) => new(sql, connection)
    {
        Parameters = { new() { Value = _serviceId }, new() { Value = grainId.Type.ToString() }, new() { Value = grainId.Key.ToString() } },
    };

    private static ReminderEntry ReadEntry(NpgsqlDataReader reader) => new()
    {
        GrainId = GrainId.Create(GrainType.Create(reader.GetString(0)), reader.GetString(1)),
        ReminderName = reader.GetString(2),
        StartAt = Instant.ToUtc(reader.GetDateTime(3)),
        Period = reader.GetTimeSpan(4),
        ETag = Format(reader.GetGuid(5)),
    };

    private static string Format(Guid etag) => etag.ToString("N");
}
