using Npgsql;
using NpgsqlTypes;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Membership;

/// <summary>The order of a silo's columns, for reading and for writing.</summary>
internal static class MembershipRow
{
    /// <summary>As read, with the alias m.</summary>
    public const string Columns = """
        m.silo_address, m.silo_name, m.host_name, m.role_name, m.status, m.proxy_port, m.update_zone, m.fault_zone, m.start_time, m.i_am_alive_time,
        m.suspect_times, m.etag
        """;

    public static MembershipEntry Read(NpgsqlDataReader reader, int first) => new()
    {
        SiloAddress = SiloAddress.FromParsableString(reader.GetString(first)),
        SiloName = reader.GetString(first + 1),
        HostName = reader.GetString(first + 2),
        RoleName = reader.IsDBNull(first + 3) ? null : reader.GetString(first + 3),
        Status = (SiloStatus)reader.GetInt16(first + 4),
        ProxyPort = reader.GetInt32(first + 5),
        UpdateZone = reader.GetInt32(first + 6),
        FaultZone = reader.GetInt32(first + 7),
        StartTime = Instant.ToUtc(reader.GetDateTime(first + 8)),
        IAmAliveTime = Instant.ToUtc(reader.GetDateTime(first + 9)),
        SuspectTimes = StoredVote.Read(reader.IsDBNull(first + 10) ? null : reader.GetString(first + 10)),
    };

    /// <summary>$1 the cluster, $2 the address, $3 to $14 the rest in the order of the table, the etag last.</summary>
    public static void AddParameters(NpgsqlBatchCommand command, string clusterId, MembershipEntry entry, Guid etag)
    {
        var suspectedAt = entry.SuspectTimes is { Count: > 0 } votes ? Instant.ToUtc(votes.Max(vote => vote.Item2)) : (DateTime?)null;
        NpgsqlParameter[] parameters =
        [
            new() { Value = clusterId },
            new() { Value = entry.SiloAddress.ToParsableString() },
            // Orleans fills both, but its own tests of a table do not always.
            new() { Value = entry.SiloName ?? "" },
            new() { Value = entry.HostName ?? "" },
            new() { Value = (object?)entry.RoleName ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            new() { Value = (short)entry.Status },
            new() { Value = entry.ProxyPort },
            new() { Value = entry.UpdateZone },
            new() { Value = entry.FaultZone },
            new() { Value = Instant.ToUtc(entry.StartTime), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = Instant.ToUtc(entry.IAmAliveTime), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = (object?)StoredVote.Write(entry.SuspectTimes) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = (object?)suspectedAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new() { Value = etag },
        ];
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
    }
}
