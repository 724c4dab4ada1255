using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Postgres.Requests;

/// <summary>
/// The answers to requests that carry an id, written in the transaction of the change itself: a repeated request waits
/// until the first one has committed, and then finds its answer.
/// </summary>
internal sealed class RequestLog(TimeProvider clock)
{
    private const int PurgeMax = 16;
    private const int AttemptsMax = 3;

    private const string DeleteOwnExpired = "delete from orleanssync.requests where request_id = $1 and created_at < $2";

    // Others' rows are skipped when somebody holds them, so that two requests never wait for each other here.
    private const string PurgeExpired = """
        delete from orleanssync.requests where request_id in (
            select request_id from orleanssync.requests where created_at < $1 order by created_at limit $2 for update skip locked)
        """;

    private const string Insert = """
        insert into orleanssync.requests (request_id, fingerprint, answer, created_at) values ($1, $2, $3, $4)
        on conflict (request_id) do nothing
        """;

    private const string Select = "select fingerprint, answer from orleanssync.requests where request_id = $1 and created_at >= $2";

    /// <summary>Notes the request and what will be answered; when it was made before, returns what was answered then and notes nothing.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.RequestIdReused"/>.</exception>
    public async Task<EarlierAnswer?> AddAsync(NpgsqlConnection connection, RequestKey request, string? answer, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await TryInsertAsync(connection, request, answer, cancellationToken))
            {
                return null;
            }

            if (await FindAsync(connection, request, cancellationToken) is { } earlier)
            {
                return earlier;
            }

            // It expired between the two statements, by the clock of another server: now the id is free.
        }

        throw new SyncException(SyncError.MetastoreUnavailable, "The clocks of the servers disagree about whether a request has expired; nothing was changed.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>What was answered to this request, or null when it was not made within <see cref="RequestKey.Retention"/>.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.RequestIdReused"/>.</exception>
    public async Task<EarlierAnswer?> FindAsync(NpgsqlConnection connection, RequestKey request, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = request.Id }, new() { Value = Oldest() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var fingerprint = await reader.GetFieldValueAsync<byte[]>(0, cancellationToken);
        if (!fingerprint.AsSpan().SequenceEqual(request.Fingerprint.AsSpan()))
        {
            throw SyncException.RequestIdReused();
        }

        return new EarlierAnswer(await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
    }

    private async Task<bool> TryInsertAsync(NpgsqlConnection connection, RequestKey request, string? answer, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var insert = new NpgsqlBatchCommand(Insert)
        {
            Parameters =
            {
                new() { Value = request.Id },
                new() { Value = request.Fingerprint.ToArray() },
                new() { Value = (object?)answer ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = now },
            },
        };
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(DeleteOwnExpired) { Parameters = { new() { Value = request.Id }, new() { Value = Oldest() } } },
                new(PurgeExpired) { Parameters = { new() { Value = Oldest() }, new() { Value = PurgeMax } } },
                insert,
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return insert.RecordsAffected == 1;
    }

    private DateTimeOffset Oldest() => clock.Now() - RequestKey.Retention;
}
