using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Databases;

/// <summary>Connects to the declared databases, on their primaries of the moment.</summary>
internal sealed class DatabaseSources(IDatabaseEndpoints endpoints, EndpointPools pools)
{
    /// <summary>The primary of a database.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.NotFound"/>; <see cref="SyncError.TableRefused"/> when it has no active primary; the errors of secrets.</exception>
    public async Task<NpgsqlDataSource> GetPrimaryAsync(Guid databaseId, CancellationToken cancellationToken)
    {
        var location = await endpoints.FindPrimaryAsync(databaseId, cancellationToken)
            ?? throw new SyncException(SyncError.TableRefused, $"The database {databaseId} has no active primary; declare an instance with the role PRIMARY, or set its status ACTIVE.");
        return await pools.GetAsync(location, cancellationToken);
    }
}
