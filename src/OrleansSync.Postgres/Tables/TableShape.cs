using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Postgres.Tables;

/// <summary>Compares a table with its description, after a statement failed that should not have.</summary>
internal static class TableShape
{
    private const string Select = """
        select a.attname, case base.typtype when 'd' then base.typbasetype else a.atttypid end, case when base.typtype = 'd' then base.typname end
        from pg_catalog.pg_namespace n
        join pg_catalog.pg_class c on c.relnamespace = n.oid
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        join pg_catalog.pg_type base on base.oid = a.atttypid
        where n.nspname = $1 and c.relname = $2
        """;

    /// <summary>What was changed, as an error; null when the table is as described.</summary>
    public static async Task<SyncException?> FindChangeAsync(NpgsqlConnection connection, TableSource table, Exception cause, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, uint>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(Select, connection) { Parameters = { new() { Value = table.Schema }, new() { Value = table.Table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetString(0)] = await reader.GetFieldValueAsync<uint>(1, cancellationToken);
        }

        if (found.Count == 0)
        {
            return TableFailure.Changed(table, $"There is no table {table.FullName} any more, or the role may not see it.", cause);
        }

        var expected = RecordLayout.Of(table).Columns;
        var missing = expected.Where(column => !found.ContainsKey(column.Column)).Select(column => column.Column).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            return TableFailure.Changed(table, $"The table {table.FullName} has no column {string.Join(", ", missing)} any more: dropped or renamed.", cause);
        }

        var retyped = expected.Where(column => IsRetyped(column.Type, found[column.Column])).Select(column => column.Column).Distinct(StringComparer.Ordinal).ToList();
        return retyped.Count == 0 ? null : TableFailure.Changed(table, $"The column {string.Join(", ", retyped)} of the table {table.FullName} has another type than when the definition was saved.", cause);
    }

    // A domain over a domain ends elsewhere; it is let pass.
    private static bool IsRetyped(PostgresType type, uint oid) => type.Oid != oid && !type.IsDomain;
}
