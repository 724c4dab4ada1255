using Npgsql;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Postgres.Tables;

/// <summary>Reads rows by their keys, on the primary.</summary>
internal static class RowLookup
{
    /// <summary>From here to the transaction's end PostgreSQL refuses to answer where a policy would hide rows.</summary>
    public const string ShowEveryRow = "select pg_catalog.set_config('row_security', 'off', true), pg_catalog.pg_is_in_recovery()";

    /// <summary>What is locked.</summary>
    public enum Locking
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>Each row that is found, in the order of keys, so that two writers never wait for each other.</summary>
        Update,
    }

    /// <summary>The rows of these keys that there are.</summary>
    public static async Task<Dictionary<RowKey, TableRecord>> FindAsync(
        NpgsqlConnection connection, TableSource table, IReadOnlyCollection<RowKey> keys, Locking locking, CancellationToken cancellationToken)
    {
        var arrays = KeySql.Arrays(table, keys);
        var select = $"select {RecordLayout.Of(table).Sql} from unnest({string.Join(", ", arrays.Select((_, index) => $"${index + 1}"))}) wanted ({KeySql.Names(table)}) join {table.Quoted} t on {KeySql.Equal(table, "wanted")}";
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(ShowEveryRow) } };
        var find = new NpgsqlBatchCommand(locking == Locking.None ? select : $"{select} order by {KeySql.Order(table)} for no key update of t");
        foreach (var array in arrays)
        {
            find.Parameters.Add(SqlText.Array(array));
        }

        batch.BatchCommands.Add(find);
        var (found, decoder) = (new Dictionary<RowKey, TableRecord>(keys.Count), new RecordReader(table));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetBoolean(1))
        {
            throw TableFailure.Standby(table);
        }

        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var record = decoder.Read(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken));
            found[record.Key] = record;
        }

        return found;
    }
}
