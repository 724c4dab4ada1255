using System.Collections.Immutable;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Databases;
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
    public Task<RelationInfo?> FindAsync(Guid databaseId, RelationName name, CancellationToken cancellationToken) =>
        ReadAsync(databaseId, connection => SchemaReader.ReadOneAsync(connection, name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<RoleAccess?> FindAccessAsync(Guid databaseId, RelationName name, ImmutableArray<string> columns, CancellationToken cancellationToken) =>
        ReadAsync(databaseId, connection => ReadAccessAsync(connection, name, columns, cancellationToken), cancellationToken);

    private static async Task<RoleAccess?> ReadAccessAsync(NpgsqlConnection connection, RelationName name, ImmutableArray<string> columns, CancellationToken cancellationToken)
    {
        const string Select = """
            select pg_catalog.pg_is_in_recovery(), pg_catalog.pg_has_role(current_user, 'pg_read_all_stats', 'usage'), not pg_catalog.has_schema_privilege(n.oid, 'usage'),
                array(select a.attname::text from pg_catalog.pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attname = any($3) and not pg_catalog.has_column_privilege(c.oid, a.attnum, 'select') order by a.attnum),
                array[pg_catalog.has_any_column_privilege(c.oid, 'select'), pg_catalog.has_any_column_privilege(c.oid, 'insert'),
                    pg_catalog.has_any_column_privilege(c.oid, 'update'), pg_catalog.has_table_privilege(c.oid, 'delete')],
                coalesce(pg_catalog.row_security_active(c.oid), false)
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'v', 'm', 'f')
            """;
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = name.Schema }, new() { Value = name.Name }, new() { Value = columns.ToArray() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var unreadable = await reader.GetFieldValueAsync<string[]>(3, cancellationToken);
        var held = (await reader.GetFieldValueAsync<bool[]>(4, cancellationToken)).Select((has, place) => has ? (TableRights)(1 << place) : TableRights.None).Aggregate((all, one) => all | one);
        return new(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2), [.. unreadable], held, reader.GetBoolean(5));
    }

    private async Task<T> ReadAsync<T>(Guid databaseId, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        var source = await sources.GetPrimaryAsync(databaseId, cancellationToken);
        var isOpening = true;
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            isOpening = false;
            return await read(connection);
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
