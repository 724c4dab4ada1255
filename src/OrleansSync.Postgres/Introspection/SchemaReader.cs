using System.Data;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Reads relations from pg_catalog in one snapshot, and never a row of a table: all of a database in one round trip, whatever their number, or one.</summary>
internal static class SchemaReader
{
    /// <summary>Reads all of a database.</summary>
    public static async Task<DatabaseSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = await ReadAsync(connection, one: null, many: null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return snapshot;
    }

    /// <summary>Reads one relation; null when there is none of that name.</summary>
    public static async Task<RelationInfo?> ReadOneAsync(NpgsqlConnection connection, RelationName name, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        if (await FindAsync(connection, name, cancellationToken) is not var (oid, related))
        {
            return null;
        }

        var snapshot = await ReadAsync(connection, oid, related, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return snapshot.Find(name);
    }

    private static async Task<(uint Oid, uint[] Related)?> FindAsync(NpgsqlConnection connection, RelationName name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CatalogSql.FindOne, connection) { Parameters = { new() { Value = name.Schema }, new() { Value = name.Name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ((uint)reader[0], (uint[])reader[1]) : null;
    }

    // Names of others are needed where foreign keys and parents lead; their columns where foreign keys do.
    private static async Task<DatabaseSnapshot> ReadAsync(NpgsqlConnection connection, uint? one, uint[]? many, CancellationToken cancellationToken)
    {
        var builder = new SnapshotBuilder();
        (string Sql, NpgsqlParameter? Which, Action<NpgsqlDataReader>? Add)[] statements =
        [
            (CatalogSql.Prepare, null, null),
            (CatalogSql.Schemas, null, builder.AddSchema),
            (CatalogSql.Types, null, builder.AddType),
            (CatalogSql.Relations, Several(many), builder.AddRelation),
            (CatalogSql.Parents, Single(one), builder.AddParent),
            (CatalogSql.Columns, Several(many), builder.AddColumn),
            (CatalogSql.Sequences, Single(one), builder.AddSequence),
            (CatalogSql.Constraints, Single(one), builder.AddConstraint),
            (CatalogSql.Indexes, Single(one), builder.AddIndex),
            (CatalogSql.Triggers, Single(one), builder.AddTrigger),
        ];
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, which, _) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            if (which is not null)
            {
                command.Parameters.Add(which);
            }

            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var add in statements.Select(statement => statement.Add).Skip(1))
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                add?.Invoke(reader);
            }
        }

        return builder.Build();
    }

    private static NpgsqlParameter Single(uint? oid) => new() { Value = (object?)oid ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Oid };

    private static NpgsqlParameter Several(uint[]? oids) => new() { Value = (object?)oids ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Oid };
}
