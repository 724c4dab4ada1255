using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.SyncDefinitions;

/// <summary>The order of a definition's columns, for reading and for writing.</summary>
internal static class SyncDefinitionRow
{
    public const string Columns = "id, revision, name, description, direction, table_schema, table_name, site_url, list_name, created_at, updated_at, spec, author_id";

    public static SyncDefinition Read(NpgsqlDataReader reader) => reader.IsDBNull(11) ? ReadColumns(reader) : StoredSyncDefinition.Read(reader.GetString(11));

    // Written before there was more than the columns hold.
    private static SyncDefinition ReadColumns(NpgsqlDataReader reader) => new(
        new SyncDefinitionId(reader.GetGuid(0)),
        reader.GetInt64(1),
        new SyncDefinitionSpec(
            reader.GetString(2),
            reader.GetString(3),
            (SyncDirection)reader.GetInt16(4),
            new TableReference(reader.GetString(5), reader.GetString(6)),
            new ListReference(reader.GetString(7), reader.GetString(8))),
        reader.GetFieldValue<DateTimeOffset>(9),
        reader.GetFieldValue<DateTimeOffset>(10));

    /// <summary>$1 to $13 as in <see cref="Columns"/>, and $14, the name's key.</summary>
    public static void AddParameters(NpgsqlCommand command, SyncDefinition definition)
    {
        var spec = definition.Spec;
        object[] values =
        [
            definition.Id.Value, definition.Revision, spec.Name, spec.Description, (short)spec.Direction, spec.Table.Schema, spec.Table.Table,
            spec.List.SiteUrl, spec.List.List, definition.CreatedAt, definition.UpdatedAt,
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        command.Parameters.Add(new NpgsqlParameter { Value = StoredSyncDefinition.Write(definition), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)definition.AuthorId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = spec.NameKey });
    }
}
