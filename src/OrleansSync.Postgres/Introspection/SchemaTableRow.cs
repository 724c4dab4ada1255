using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Introspection;

/// <summary>A row of <c>orleanssync.schema_tables</c>, read as cheaply as the comparison with a new snapshot allows.</summary>
/// <param name="Id">The table's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsPresent">False when it is gone.</param>
/// <param name="FirstSeenAt">When it was seen first.</param>
/// <param name="ChangedAt">When it was seen to be other.</param>
/// <param name="ColumnIds">JSON.</param>
/// <param name="Relation">JSON.</param>
internal sealed record SchemaTableRow(SchemaTableId Id, RelationName Name, bool IsPresent, DateTimeOffset FirstSeenAt, DateTimeOffset ChangedAt, string ColumnIds, string Relation)
{
    public const string Columns = "id, schema_name, table_name, is_present, first_seen_at, changed_at, column_ids, relation";
    private const int RowsOfStatement = 200;

    /// <summary>Reads the columns of <see cref="Columns"/>.</summary>
    public static SchemaTableRow Read(NpgsqlDataReader reader) => new(
        new SchemaTableId(reader.GetGuid(0)),
        new RelationName(reader.GetString(1), reader.GetString(2)),
        reader.GetBoolean(3),
        reader.GetFieldValue<DateTimeOffset>(4),
        reader.GetFieldValue<DateTimeOffset>(5),
        reader.GetString(6),
        reader.GetString(7));

    /// <summary>How a relation is kept.</summary>
    public static string Write(RelationInfo relation) => JsonSerializer.Serialize(relation, SchemaJson.Default.RelationInfo);

    /// <summary>The table.</summary>
    public SchemaTable ToTable() => new(
        Id,
        JsonSerializer.Deserialize(Relation, SchemaJson.Default.RelationInfo)!, // Never written as null.
        JsonSerializer.Deserialize(ColumnIds, SchemaJson.Default.ImmutableSortedDictionaryInt32Guid)!, // As above.
        IsPresent,
        FirstSeenAt,
        ChangedAt);

    /// <summary>Adds or replaces tables, and marks those that are gone.</summary>
    public static async Task SaveAsync(NpgsqlConnection connection, Guid databaseId, SnapshotUpdate update, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        // Those that are saved are taken away first, or a name that one leaves to another could be there twice for a moment.
        const string Hide = "update orleanssync.schema_tables set is_present = false, changed_at = $2 where id = any($1)";
        await using (var hide = new NpgsqlCommand(Hide, connection))
        {
            hide.Parameters.Add(new() { Value = update.Gone.Concat(update.Saved.Select(table => table.Id)).Select(id => id.Value).ToArray() });
            hide.Parameters.Add(new() { Value = takenAt });
            await hide.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var tables in update.Saved.Chunk(RowsOfStatement))
        {
            await UpsertAsync(connection, databaseId, tables, cancellationToken);
        }
    }

    private static async Task UpsertAsync(NpgsqlConnection connection, Guid databaseId, SchemaTable[] tables, CancellationToken cancellationToken)
    {
        const string Upsert = """
            insert into orleanssync.schema_tables (id, database_id, schema_name, table_name, is_present, first_seen_at, changed_at, column_ids, relation)
            select id, $1, schema_name, table_name, true, first_seen_at, changed_at, column_ids::json, relation::json
            from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[], $8::text[])
                as t (id, schema_name, table_name, first_seen_at, changed_at, column_ids, relation)
            on conflict (id) do update set schema_name = excluded.schema_name, table_name = excluded.table_name, is_present = true,
                changed_at = excluded.changed_at, column_ids = excluded.column_ids, relation = excluded.relation
            """;
        await using var command = new NpgsqlCommand(Upsert, connection)
        {
            Parameters =
            {
                new() { Value = databaseId },
                new() { Value = tables.Select(table => table.Id.Value).ToArray() },
                new() { Value = tables.Select(table => table.Relation.Name.Schema).ToArray() },
                new() { Value = tables.Select(table => table.Relation.Name.Name).ToArray() },
                new() { Value = tables.Select(table => table.FirstSeenAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = tables.Select(table => table.ChangedAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                new() { Value = tables.Select(table => JsonSerializer.Serialize(table.ColumnIds, SchemaJson.Default.ImmutableSortedDictionaryInt32Guid)).ToArray() },
                new() { Value = tables.Select(table => Write(table.Relation)).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
