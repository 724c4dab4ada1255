using Npgsql;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Catalog;

/// <summary>Numbers from the sequence <c>orleanssync.list_numbers</c>.</summary>
internal sealed class PostgresListNumbers(MetastoreDatabase database) : IListNumbers
{
    public Task<int> NextAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand("select nextval('orleanssync.list_numbers')::integer", connection);
                return (int)(await command.ExecuteScalarAsync(stop))!; // A sequence has a next value.
            },
            cancellationToken);
}
