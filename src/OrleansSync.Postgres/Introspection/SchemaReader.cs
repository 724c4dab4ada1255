using System.Data;
using Npgsql;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Reads the relations of a database from pg_catalog: nine statements in one round trip and one snapshot, whatever their number.</summary>
internal static class SchemaReader
{
    private static readonly string[] Statements =
    [
        CatalogSql.Prepare, CatalogSql.Schemas, CatalogSql.Types, CatalogSql.Relations, CatalogSql.Parents, CatalogSql.Columns, CatalogSql.Sequences, CatalogSql.Constraints, CatalogSql.Indexes,
        CatalogSql.Triggers,
    ];

    /// <summary>Takes a snapshot. Reads the catalog only, never a row of a table.</summary>
    public static async Task<DatabaseSnapshot> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var statement in Statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        var builder = new SnapshotBuilder();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            foreach (var add in (Action<NpgsqlDataReader>[])
                [builder.AddSchema, builder.AddType, builder.AddRelation, builder.AddParent, builder.AddColumn, builder.AddSequence, builder.AddConstraint, builder.AddIndex, builder.AddTrigger])
            {
                await reader.NextResultAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken))
                {
                    add(reader);
                }
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return builder.Build();
    }
}
