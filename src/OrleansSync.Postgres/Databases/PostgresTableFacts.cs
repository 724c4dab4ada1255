using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Postgres.Introspection;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Tables;

namespace OrleansSync.Postgres.Databases;

/// <summary>Reads how tables are from pg_catalog of the primary.</summary>
internal sealed class PostgresTableFacts(DatabaseSources sources, IOptions<TableOptions> options) : ITableFacts
{
    /// <inheritdoc/>
    public async Task<RelationInfo?> FindAsync(Guid databaseId, RelationName name, CancellationToken cancellationToken)
    {
        var source = await sources.GetPrimaryAsync(databaseId, cancellationToken);
        var isOpening = true;
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            isOpening = false;
            return await SchemaReader.ReadOneAsync(connection, name, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or TimeoutException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw MetastoreFaults.Classify(exception, isOpening) switch
            {
                MetastoreFault.Refused => new SyncException(SyncError.TableRefused, "The database refused the role; test the connection of its primary.", exception),
                _ => new SyncException(SyncError.TableUnavailable, "The database cannot be reached; test the connection of its primary.", exception) { RetryAfter = options.Value.RetryAfter },
            };
        }
    }
}
