using System.Text.Json;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;
using OrleansSync.Helix.Requests;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Requests;

/// <summary>Inserts a new resource of Helix; a request that was made before gets the id of what it made then.</summary>
internal sealed class Creation(MetastoreDatabase database, RequestLog requests)
{
    /// <summary>Runs the insert in a transaction with the request's row.</summary>
    /// <param name="request">Makes it repeatable; may be null.</param>
    /// <param name="id">The new resource's id.</param>
    /// <param name="insert">Writes the rows.</param>
    /// <param name="explain">What a violated constraint means to a caller; null when it means nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new id, or the id of the first answer.</returns>
    public async Task<Guid> RunAsync(
        ChangeRequest? request, Guid id, Func<NpgsqlConnection, CancellationToken, Task> insert, Func<string?, SyncException?> explain, CancellationToken cancellationToken)
    {
        try
        {
            return await database.ChangeAsync(
                request is null ? Repeat.UnlessCommitted : Repeat.Always,
                async (connection, stop) =>
                {
                    if (request is not null
                        && await requests.AddAsync(connection, new RequestKey(request.Id, request.Fingerprint), $$"""{"id":"{{id}}"}""", stop) is { Json: { } earlier })
                    {
                        return Verdict.RollBack(ReadId(earlier));
                    }

                    await insert(connection, stop);
                    return Verdict.Commit(id);
                },
                cancellationToken);
        }
        catch (PostgresException exception) when (explain(exception.ConstraintName) is { } refused)
        {
            throw refused;
        }
    }

    /// <summary>The id of what the request made before, or null.</summary>
    public Task<Guid?> FindAnswerAsync(ChangeRequest request, CancellationToken cancellationToken) => database.ReadAsync<Guid?>(
        async (connection, stop) =>
            await requests.FindAsync(connection, new RequestKey(request.Id, request.Fingerprint), stop) is { Json: { } earlier } ? ReadId(earlier) : null,
        cancellationToken);

    private static Guid ReadId(string json)
    {
        using var answer = JsonDocument.Parse(json);
        return answer.RootElement.GetProperty("id").GetGuid();
    }
}
