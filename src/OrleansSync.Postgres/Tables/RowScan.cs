using Npgsql;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>Looks at every row of a table once, by COPY: the keys, and the hashes of what is pushed.</summary>
internal sealed class RowScan(TableSource table, SyncDefinition definition)
{
    // To hash a row takes longer than to read it; more than this many wait for the reader.
    private const int HashersMax = 4;
    private readonly PostgresKeyHasher keys = new(definition.Id, table.Key);

    /// <summary>Tells every row by key and hash, on a connection whose transaction has one snapshot.</summary>
    /// <exception cref="UnexpectedTypeException">A column has another type than was described.</exception>
    public async Task HashAsync(NpgsqlConnection connection, Action<ScannedRow> seen, CancellationToken cancellationToken)
    {
        var pushed = table.Columns.Where(column => table.Mapped.Push.IndexOf(column.Name) >= 0).ToList();
        var rows = new PostgresRowHasher(table.Mapped.Push, [.. pushed.Select(column => column.Pair)], table.Rules);
        (string Column, PostgresType Type)[] columns = [.. KeyColumns(), .. pushed.Select(column => (column.Column, column.Pair.Type))];
        var select = Select(columns);
        await CheckTypesAsync(connection, select, columns, cancellationToken);
        await BinaryCopy.ReadAsync(
            connection,
            $"copy ({select}) to stdout (format binary)",
            Math.Clamp(Environment.ProcessorCount, 1, HashersMax),
            cells =>
            {
                var row = new PostgresCells(cells);
                var key = KeyOf(ref row);
                return new ScannedRow(key, rows.TryHash(ref row, out var hash) ? hash : null, null);
            },
            seen,
            cancellationToken);
    }

    /// <summary>Tells every row with its values.</summary>
    public async Task ReadAsync(NpgsqlConnection connection, Action<ScannedRow> seen, CancellationToken cancellationToken)
    {
        var decoder = new RecordReader(table);
        await BinaryCopy.ReadAsync(
            connection,
            $"copy (select {RecordLayout.Of(table).Sql} from {table.Quoted} t) to stdout (format binary)",
            readers: 1,
            cells =>
            {
                var row = new PostgresCells(cells);
                row.Next(out var content);
                var record = decoder.Read(content);
                var key = SyncKey.Of(definition.Id, record.Key);
                return new ScannedRow(key, record.Row?.Hash(table.Mapped.Push), new RowChange(record.Key, key, record.Row ?? Row.Empty, RowReading.Read));
            },
            seen,
            cancellationToken);
    }

    /// <summary>Tells every key; what is taken for wanted is read in full.</summary>
    public async Task<List<RowKey>> FindKeysAsync(NpgsqlConnection connection, Func<SyncKey, bool> wanted, int limit, CancellationToken cancellationToken)
    {
        var (found, decoder) = (new List<RowKey>(), new RecordReader(table));
        await BinaryCopy.ReadAsync(
            connection,
            $"copy (select {RecordLayout.Of(table).KeySql} from {table.Quoted} t) to stdout (format binary)",
            readers: 1,
            cells =>
            {
                var row = new PostgresCells(cells);
                row.Next(out var content);
                return decoder.ReadKey(content);
            },
            key =>
            {
                if (found.Count < limit && wanted(SyncKey.Of(definition.Id, key)))
                {
                    found.Add(key);
                }
            },
            cancellationToken);
        return found;
    }

    private SyncKey KeyOf(ref PostgresCells row) => keys.TryHash(ref row, out var key) ? key : throw TableFailure.Unreadable(table, string.Join(", ", table.Key.Columns.Select(column => column.Name)), "key");

    private IEnumerable<(string Column, PostgresType Type)> KeyColumns() => table.Key.Columns.Select(column => (column.Name, column.Type));

    private string Select(IEnumerable<(string Column, PostgresType Type)> columns) =>
        $"select {string.Join(", ", columns.Select(column => $"t.{SqlIdentifier.Quote(column.Column)}"))} from {table.Quoted} t";

    // COPY does not tell types. The lock of this look keeps them as they are until the transaction ends.
    private static async Task CheckTypesAsync(NpgsqlConnection connection, string select, (string Column, PostgresType Type)[] columns, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"{select} limit 0", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        for (var index = 0; index < columns.Length; index++)
        {
            if (reader.GetDataTypeOID(index) != columns[index].Type.Oid && !columns[index].Type.IsDomain)
            {
                throw new UnexpectedTypeException();
            }
        }
    }
}
