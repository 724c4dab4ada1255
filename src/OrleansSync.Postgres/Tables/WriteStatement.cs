using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>Sends writes of one shape as one statement, and tells which rows it really wrote.</summary>
internal static class WriteStatement
{
    /// <summary>Sends writes.</summary>
    /// <returns>The keys of the rows that were written; a trigger, or another session that was faster with an insert, may keep some out.</returns>
    public static async Task<HashSet<RowKey>> SendAsync(NpgsqlConnection connection, TableSource table, IReadOnlyList<PlannedWrite> writes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Text(table, writes[0]), connection);
        foreach (var array in KeySql.Arrays(table, [.. writes.Select(write => write.Key)]))
        {
            command.Parameters.Add(SqlText.Array(array));
        }

        for (var index = 0; index < writes[0].Columns.Length; index++)
        {
            command.Parameters.Add(SqlText.Array([.. writes.Select(write => write.Texts[index])]));
        }

        var (written, decoder) = (new HashSet<RowKey>(), new RecordReader(table));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            written.Add(decoder.ReadKey(await reader.GetFieldValueAsync<byte[]>(0, cancellationToken)));
        }

        return written;
    }

    private static string Text(TableSource table, PlannedWrite first)
    {
        var keys = table.Key.Columns;
        var parameters = string.Join(", ", Enumerable.Range(1, keys.Length + first.Columns.Length).Select(number => $"${number}"));
        var names = string.Join(", ", [KeySql.Names(table), .. first.Columns.Select((_, index) => $"c{index}")]);
        var wanted = $"unnest({parameters}) v ({names})";
        var returning = $"returning record_send(row({string.Join(", ", keys.Select(key => $"t.{SqlIdentifier.Quote(key.Name)}"))}))";
        if (first.Kind == WriteKind.Delete)
        {
            return $"delete from {table.Quoted} t using {wanted} where {KeySql.Equal(table, "v")} {returning}";
        }

        if (first.Kind == WriteKind.Update)
        {
            return $"update {table.Quoted} t set {string.Join(", ", first.Columns.Select((column, index) => $"{column.Column} = v.c{index}::{column.Type}"))} from {wanted} where {KeySql.Equal(table, "v")} {returning}";
        }

        var columns = string.Join(", ", [.. keys.Select(key => SqlIdentifier.Quote(key.Name)), .. first.Columns.Select(column => column.Column)]);
        var values = string.Join(", ", [.. keys.Select((key, index) => $"v.k{index}::{table.TypeNameOf(key.Type)}"), .. first.Columns.Select((column, index) => $"v.c{index}::{column.Type}")]);
        // The key of an identity column was drawn from its own sequence, so it is no value from outside.
        return $"insert into {table.Quoted} as t ({columns}) overriding system value select {values} from {wanted} on conflict do nothing {returning}";
    }
}
