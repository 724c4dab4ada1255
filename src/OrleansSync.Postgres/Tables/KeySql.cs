using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>How a table's key columns are compared, ordered and looked up in SQL.</summary>
internal static class KeySql
{
    /// <summary>The columns in the order of keys; texts by code point, as the engine orders them.</summary>
    public static string Order(TableSource table) => string.Join(", ", table.Key.Columns.Select(Ordered));

    /// <summary>True for rows after the key whose parts are the parameters from number <paramref name="first"/> on, after <paramref name="lead"/> if there is one.</summary>
    public static string After(TableSource table, int first, string? lead = null)
    {
        string[] left = [.. lead is null ? [] : new[] { lead }, .. table.Key.Columns.Select(Ordered)];
        return $"({string.Join(", ", left)}) > ({string.Join(", ", left.Select((_, index) => $"${first + index}"))})";
    }

    /// <summary>The names <c>k0, k1</c> of an unnested list of keys.</summary>
    public static string Names(TableSource table) => string.Join(", ", table.Key.Columns.Select((_, index) => $"k{index}"));

    /// <summary>True for the row <c>t</c> whose key is <paramref name="other"/>'s, exactly.</summary>
    public static string Equal(TableSource table, string other) => string.Join(" and ", table.Key.Columns.Select((column, index) =>
    {
        var equal = $"t.{SqlIdentifier.Quote(column.Name)} = {other}.k{index}::{table.TypeNameOf(column.Type)}";
        // citext finds by its index without regard to case; keys are told apart with it.
        return column.Type.Kind == PostgresTypeKind.Citext ? $"{equal} and t.{SqlIdentifier.Quote(column.Name)}::text = {other}.k{index}" : equal;
    }));

    /// <summary>The arrays of texts that stand for keys: one a key column.</summary>
    public static string[][] Arrays(TableSource table, IReadOnlyCollection<RowKey> keys) =>
        [.. Enumerable.Range(0, table.Key.Columns.Length).Select(index => keys.Select(key => key.Parts[index].ToPostgresText()).ToArray())];

    private static string Ordered(KeyColumn column)
    {
        var name = $"t.{SqlIdentifier.Quote(column.Name)}";
        return column.Type.Kind switch
        {
            PostgresTypeKind.Citext or PostgresTypeKind.Enum => $"{name}::text collate \"C\"",
            _ when KeyReading.KindOf(column.Type) == KeyPartKind.Text => $"{name} collate \"C\"",
            _ => name,
        };
    }
}
