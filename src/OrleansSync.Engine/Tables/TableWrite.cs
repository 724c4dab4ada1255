using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Tables;

/// <summary>One write of a table.</summary>
public abstract record TableWrite
{
    private TableWrite(RowKey key) => Key = key;

    /// <summary>Which row.</summary>
    public RowKey Key { get; }

    /// <summary>Insert under a key that was drawn and reserved before; a row of that key which equals the wanted values counts as applied.</summary>
    /// <param name="Drawn">The key.</param>
    /// <param name="Row">Its values; key columns come from the key.</param>
    public sealed record Insert(RowKey Drawn, Row Row) : TableWrite(Drawn);

    /// <summary>Write columns, if the row is as it was seen.</summary>
    /// <param name="Of">Which row.</param>
    /// <param name="Columns">The columns; no key column among them.</param>
    /// <param name="Expected">The row over the columns of a push; null for whatever it is.</param>
    public sealed record Update(RowKey Of, Row Columns, RowHash? Expected) : TableWrite(Of);

    /// <summary>Delete, if the row is as it was seen. A row that is gone already counts as applied.</summary>
    /// <param name="Of">Which row.</param>
    /// <param name="Expected">The row over the columns of a push; null for whatever it is.</param>
    public sealed record Delete(RowKey Of, RowHash? Expected) : TableWrite(Of);

    /// <summary>Set the definition's mark, if the row is as it was seen.</summary>
    /// <param name="Of">Which row.</param>
    /// <param name="IsMarked">True to mark, false to clear the mark.</param>
    /// <param name="Expected">The row over the columns of a push; null for whatever it is.</param>
    public sealed record Mark(RowKey Of, bool IsMarked, RowHash? Expected) : TableWrite(Of);
}
