using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Membership;

/// <summary>
/// The silos of a cluster in the tables <c>orleanssync.membership_versions</c> and <c>orleanssync.membership</c>. Every
/// change replaces the version that it was decided on, or changes nothing. Etags are drawn before the first attempt, so
/// that a commit whose answer was lost is recognised when the change is repeated.
/// </summary>
internal sealed class PostgresMembershipTable(MetastoreDatabase database, IIdSource ids, IOptions<ClusterOptions> cluster) : IMembershipTable
{
    private readonly string _clusterId = cluster.Value.ClusterId;

    public Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        const string Insert = "insert into orleanssync.membership_versions (cluster_id, version, etag) values ($1, 0, $2) on conflict do nothing";
        return tryInitTableVersion
            ? ExecuteAsync(connection => new(Insert, connection) { Parameters = { new() { Value = _clusterId }, new() { Value = ids.Next() } } })
            : Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync(key);

    public Task<MembershipTableData> ReadAll() => ReadAsync(null);

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        const string Insert = """
            insert into orleanssync.membership (cluster_id, silo_address, silo_name, host_name, role_name, status, proxy_port, update_zone, fault_zone,
                start_time, i_am_alive_time, suspect_times, last_suspected_at, etag)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            on conflict do nothing
            """;
        var command = new NpgsqlBatchCommand(Insert);
        MembershipRow.AddParameters(command, _clusterId, entry, ids.Next());
        return ChangeAsync(command, tableVersion);
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        const string Update = """
            update orleanssync.membership
            set silo_name = $3, host_name = $4, role_name = $5, status = $6, proxy_port = $7, update_zone = $8, fault_zone = $9,
                start_time = $10, i_am_alive_time = $11, suspect_times = $12, last_suspected_at = $13, etag = $14
            where cluster_id = $1 and silo_address = $2 and etag = $15
            """;
        if (!Guid.TryParse(etag, CultureInfo.InvariantCulture, out var expected))
        {
            return Task.FromResult(false);
        }

        var command = new NpgsqlBatchCommand(Update);
        MembershipRow.AddParameters(command, _clusterId, entry, ids.Next());
        command.Parameters.Add(new() { Value = expected });
        return ChangeAsync(command, tableVersion);
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        // Neither etag changes: this is the one write that is not decided on what was read.
        const string Update = "update orleanssync.membership set i_am_alive_time = $3 where cluster_id = $1 and silo_address = $2";
        return ExecuteAsync(connection => new(Update, connection)
        {
            Parameters =
            {
                new() { Value = _clusterId },
                new() { Value = entry.SiloAddress.ToParsableString() },
                new() { Value = Instant.ToUtc(entry.IAmAliveTime), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        });
    }

    public Task DeleteMembershipTableEntries(string clusterId)
    {
        const string Delete = "delete from orleanssync.membership_versions where cluster_id = $1";
        return ExecuteAsync(connection => new(Delete, connection) { Parameters = { new() { Value = clusterId } } });
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        // A silo that was declared dead a moment ago stays visible, however long ago it last said that it is alive.
        const string Delete = """
            delete from orleanssync.membership
            where cluster_id = $1 and status <> $2 and greatest(start_time, i_am_alive_time, last_suspected_at) < $3
            """;
        return ExecuteAsync(connection => new(Delete, connection)
        {
            Parameters = { new() { Value = _clusterId }, new() { Value = (short)SiloStatus.Active }, new() { Value = beforeDate.ToUniversalTime() } },
        });
    }

    // One statement, so that rows and version are of one moment.
    private Task<MembershipTableData> ReadAsync(SiloAddress? silo)
    {
        const string Select = $"""
            select v.version, v.etag, {MembershipRow.Columns}
            from orleanssync.membership_versions v
            left join orleanssync.membership m on m.cluster_id = v.cluster_id and ($2 is null or m.silo_address = $2)
            where v.cluster_id = $1
            """;
        const int FirstColumn = 2;
        const int EtagColumn = 13;
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection)
                {
                    Parameters =
                    {
                        new() { Value = _clusterId },
                        new() { Value = (object?)silo?.ToParsableString() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                    },
                };
                await using var reader = await command.ExecuteReaderAsync(stop);
                // Before the table is initialised, and once the cluster is deleted, there is a version that no change can match.
                var version = new TableVersion(0, Format(Guid.Empty));
                var rows = new List<Tuple<MembershipEntry, string>>();
                while (await reader.ReadAsync(stop))
                {
                    version = new TableVersion(reader.GetInt32(0), Format(reader.GetGuid(1)));
                    if (!await reader.IsDBNullAsync(FirstColumn, stop))
                    {
                        rows.Add(Tuple.Create(MembershipRow.Read(reader, FirstColumn), Format(reader.GetGuid(EtagColumn))));
                    }
                }

                return new MembershipTableData(rows, version);
            },
            CancellationToken.None);
    }

    /// <summary>Replaces the version and changes the row, both or neither.</summary>
    private async Task<bool> ChangeAsync(NpgsqlBatchCommand changeRow, TableVersion next)
    {
        const string UpdateVersion = "update orleanssync.membership_versions set version = $2, etag = $3 where cluster_id = $1 and etag = $4 and version < $2";
        if (!Guid.TryParse(next.VersionEtag, CultureInfo.InvariantCulture, out var expected))
        {
            return false;
        }

        var etag = ids.Next();
        return await database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                var changeVersion = new NpgsqlBatchCommand(UpdateVersion)
                {
                    Parameters = { new() { Value = _clusterId }, new() { Value = next.Version }, new() { Value = etag }, new() { Value = expected } },
                };
                if (await ExecuteAsync(connection, changeVersion, stop) == 0)
                {
                    return Verdict.RollBack(await ReadVersionEtagAsync(connection, stop) == etag);
                }

                return await ExecuteAsync(connection, changeRow, stop) == 1 ? Verdict.Commit(true) : Verdict.RollBack(false);
            },
            CancellationToken.None);
    }

    private async Task<Guid?> ReadVersionEtagAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Select = "select etag from orleanssync.membership_versions where cluster_id = $1";
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = _clusterId } } };
        return await command.ExecuteScalarAsync(cancellationToken) as Guid?;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // Each of these may be done twice without harm. Orleans' interface has no tokens; the limits of MetastoreOptions bound every call.
    private Task<int> ExecuteAsync(Func<NpgsqlConnection, NpgsqlCommand> create) =>
        database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var command = create(connection);
                return Verdict.Commit(await command.ExecuteNonQueryAsync(stop));
            },
            CancellationToken.None);

    private static string Format(Guid etag) => etag.ToString("N");
}
