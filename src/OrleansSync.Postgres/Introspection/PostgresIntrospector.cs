using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Postgres.Databases;
using OrleansSync.Postgres.Tables;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Introspects over the pool of the database.</summary>
internal sealed class PostgresIntrospector(EndpointPools pools, IOptions<TableOptions> options) : IDatabaseIntrospector
{
    /// <inheritdoc/>
    public async Task<DatabaseSnapshot> ReadAsync(DatabaseLocation location, CancellationToken cancellationToken)
    {
        var source = await pools.GetAsync(location, cancellationToken);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await SchemaReader.ReadAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, problem) = ConnectionFailure.Of(exception, location.Endpoint);
            throw kind is Reachability.SignInFailed or Reachability.NoSuchDatabase or Reachability.TlsFailed
                ? new SyncException(SyncError.TableRefused, problem, exception)
                : new SyncException(SyncError.TableUnavailable, problem, exception) { RetryAfter = options.Value.RetryAfter };
        }
    }
}
