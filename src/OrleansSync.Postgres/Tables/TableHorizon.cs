using Npgsql;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Tables;

/// <summary>What is open in a database: below it, everything that was written is either seen or was given up.</summary>
/// <param name="Now">The start of the look, by the database's clock.</param>
/// <param name="OldestWriter">When the oldest open transaction that has written began; null when there is none.</param>
/// <param name="WriterPid">The process of that transaction; null for a prepared one.</param>
internal sealed record TableHorizon(DateTimeOffset Now, DateTimeOffset? OldestWriter, int? WriterPid)
{
    // A prepared transaction does not tell when it began, only when it was prepared; the overlap stands for the time between.
    // Without track_activities xact_start is null, and the session's start is a bound of it.
    private const string Select = """
        select pg_catalog.pg_is_in_recovery(), pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'usage'), pg_catalog.now(), writer.began, writer.pid
        from (select 1) one left join lateral (
            select coalesce(xact_start, backend_start) began, pid from pg_catalog.pg_stat_activity
            where datname = current_database() and pid <> pg_catalog.pg_backend_pid() and backend_xid is not null
            union all
            select prepared - $1, null from pg_catalog.pg_prepared_xacts where database = current_database()
            order by 1 limit 1) writer on true
        """;

    /// <summary>The time below which no open transaction began.</summary>
    public DateTimeOffset Settled => OldestWriter is { } began && began < Now ? began : Now;

    /// <summary>Looks. Rows must be read after it, by a statement of its own, or one that commits in between is lost.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.TableRefused"/>.</exception>
    public static async Task<TableHorizon> ReadAsync(NpgsqlConnection connection, TableSource table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new NpgsqlParameter<TimeSpan> { TypedValue = table.Database.Options.Overlap } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetBoolean(0))
        {
            throw TableFailure.Standby(table);
        }

        if (!reader.GetBoolean(1))
        {
            throw TableFailure.StatsHidden(table);
        }

        return new TableHorizon(
            await reader.GetFieldValueAsync<DateTimeOffset>(2, cancellationToken),
            await reader.IsDBNullAsync(3, cancellationToken) ? null : await reader.GetFieldValueAsync<DateTimeOffset>(3, cancellationToken),
            await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetInt32(4));
    }
}
