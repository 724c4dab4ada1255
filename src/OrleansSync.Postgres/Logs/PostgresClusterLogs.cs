using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Logs;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Logs;

/// <summary>Clusters' logs in the table <c>orleanssync.helix_logs</c>.</summary>
internal sealed class PostgresClusterLogs(MetastoreDatabase database) : IClusterLogs
{
    public Task AppendAsync(ClusterId cluster, ImmutableArray<LogLine> lines, CancellationToken cancellationToken)
    {
        // Numbers are drawn under a lock of the cluster's: else a reader that goes on after a number could miss a smaller one that commits later.
        const string Lock = "select pg_advisory_xact_lock(hashtextextended($1::text, 8))";
        const string Insert = """
            insert into orleanssync.helix_logs (cluster_id, at, severity, message)
            select $1, * from unnest($2::timestamptz[], $3::text[], $4::text[])
            """;
        return database.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                await connection.ExecuteAsync(Lock, stop, Query.Of(cluster.Value));
                return Verdict.Commit(await connection.ExecuteAsync(
                    Insert,
                    stop,
                    Query.Of(cluster.Value),
                    Query.Of(lines.Select(line => line.At).ToArray()),
                    Query.Of(lines.Select(line => line.Severity).ToArray()),
                    Query.Of(lines.Select(line => line.Message.Replace('\0', '\uFFFD')).ToArray())));
            },
            cancellationToken);
    }

    public async Task<ImmutableArray<LogLine>> ReadRangeAsync(ClusterId cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select number, at, severity, message from orleanssync.helix_logs
            where cluster_id = $1 and at >= $2 and at < $3 order by at desc, number desc limit $4
            """;
        var newestFirst = await database.ListAsync(Select, Read, cancellationToken, Query.Of(cluster.Value), Query.Of(from), Query.Of(to), Query.Of(limit));
        return [.. newestFirst.Reverse()];
    }

    public Task<ImmutableArray<LogLine>> ReadAfterAsync(ClusterId cluster, long after, int limit, CancellationToken cancellationToken) => database.ListAsync(
        "select number, at, severity, message from orleanssync.helix_logs where cluster_id = $1 and number > $2 order by number limit $3",
        Read, cancellationToken, Query.Of(cluster.Value), Query.Of(after), Query.Of(limit));

    public Task<LogLine?> FindLatestAsync(ClusterId cluster, CancellationToken cancellationToken) => database.FindAsync(
        "select number, at, severity, message from orleanssync.helix_logs where cluster_id = $1 order by number desc limit 1", Read, cancellationToken, Query.Of(cluster.Value));

    private static LogLine Read(NpgsqlDataReader reader) => new(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3));
}
