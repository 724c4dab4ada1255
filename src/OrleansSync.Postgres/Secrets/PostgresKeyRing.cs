using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Secrets;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Secrets;

/// <summary>The key ring in the table <c>orleanssync.secret_keys</c>.</summary>
internal sealed class PostgresKeyRing(MetastoreDatabase database) : IKeyRingRows
{
    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken)
    {
        const string Select = "select element from orleanssync.secret_keys order by created_at, name";
        return database.ReadAsync(
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Select, connection);
                await using var reader = await command.ExecuteReaderAsync(stop);
                var elements = ImmutableArray.CreateBuilder<string>();
                while (await reader.ReadAsync(stop))
                {
                    elements.Add(reader.GetString(0));
                }

                return elements.ToImmutable();
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task AddAsync(string name, string element, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        const string Insert = "insert into orleanssync.secret_keys (name, element, created_at) values ($1, $2, $3) on conflict (name) do nothing";
        return database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) =>
            {
                await using var command = new NpgsqlCommand(Insert, connection) { Parameters = { new() { Value = name }, new() { Value = element }, new() { Value = createdAt } } };
                await command.ExecuteNonQueryAsync(stop);
                return Verdict.Commit(true);
            },
            cancellationToken);
    }
}
