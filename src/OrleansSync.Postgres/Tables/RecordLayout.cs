using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// What is read of each row, as one record in PostgreSQL's binary format: the key, the watermark, the mark, the mapped columns. One
/// field a row costs far less than one a column, and the values come as the engine reads them.
/// </summary>
internal sealed class RecordLayout
{
    private static readonly PostgresType MarkType = PostgresType.Of(16);
    private static readonly ConditionalWeakTable<TableSource, RecordLayout> Known = [];

    private RecordLayout(TableSource table)
    {
        Columns =
        [
            .. table.Key.Columns.Select(column => (column.Name, column.Type)),
            .. table.Watermark is { } watermark ? [(watermark.Column, watermark.Type)] : Array.Empty<(string, PostgresType)>(),
            .. table.Mark is { } mark ? [(mark, MarkType)] : Array.Empty<(string, PostgresType)>(),
            .. table.Columns.Select(column => (column.Column, column.Pair.Type)),
        ];
        Keys = table.Key.Columns.Length;
        WatermarkAt = table.Watermark is null ? null : Keys;
        MarkAt = table.Mark is null ? null : Keys + (WatermarkAt is null ? 0 : 1);
        FirstMapped = Columns.Length - table.Columns.Length;
        Sql = Record(Columns);
        KeySql = Record(Columns.Take(Keys));
    }

    /// <summary>The columns with their types, in the order of the record.</summary>
    public ImmutableArray<(string Column, PostgresType Type)> Columns { get; }

    /// <summary>How many key columns there are; they come first.</summary>
    public int Keys { get; }

    /// <summary>Where the watermark is.</summary>
    public int? WatermarkAt { get; }

    /// <summary>Where the mark is.</summary>
    public int? MarkAt { get; }

    /// <summary>Where the mapped columns begin.</summary>
    public int FirstMapped { get; }

    /// <summary>The expression that makes the record out of the row <c>t</c>.</summary>
    public string Sql { get; }

    /// <summary>The expression that makes a record of the key alone.</summary>
    public string KeySql { get; }

    /// <summary>The layout of a table; made once.</summary>
    public static RecordLayout Of(TableSource table) => Known.GetValue(table, static table => new RecordLayout(table));

    private static string Record(IEnumerable<(string Column, PostgresType Type)> columns) =>
        $"record_send(row({string.Join(", ", columns.Select(column => $"t.{SqlIdentifier.Quote(column.Column)}"))}))";
}
