using System.Collections.Immutable;
using Npgsql;

namespace OrleansSync.Postgres.Metastore;

/// <summary>The table <c>orleanssync.migrations</c>, which is older than any migration and never changes its shape.</summary>
internal static class MigrationTable
{
    private const string CreateTable = """
        create table orleanssync.migrations (
            number integer primary key check (number > 0),
            name text not null,
            checksum bytea not null,
            minimum_level integer not null check (minimum_level > 0),
            applied_at timestamptz not null
        );
        comment on table orleanssync.migrations is 'The steps of this schema that were applied, and the lowest level of a server that can work since.';
        """;

    private const string SelectAll = "select number, name, checksum, minimum_level from orleanssync.migrations order by number";

    private const string Insert = "insert into orleanssync.migrations (number, name, checksum, minimum_level, applied_at) values ($1, $2, $3, $4, $5)";

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CreateTable, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<ImmutableArray<AppliedMigration>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(SelectAll, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = ImmutableArray.CreateBuilder<AppliedMigration>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AppliedMigration(reader.GetInt32(0), reader.GetString(1), [.. await reader.GetFieldValueAsync<byte[]>(2, cancellationToken)], reader.GetInt32(3)));
        }

        return rows.ToImmutable();
    }

    public static async Task AddAsync(NpgsqlConnection connection, Migration migration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = migration.Number },
                new() { Value = migration.Name },
                new() { Value = migration.Checksum.ToArray() },
                new() { Value = migration.MinimumLevel },
                new() { Value = now },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
