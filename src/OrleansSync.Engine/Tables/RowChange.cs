using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Tables;

/// <summary>
/// One change of a table, with values canonical already. A row that a page did not hold is no change: the absence of a row
/// can only be said by change capture or by a look-up of its key (P6).
/// </summary>
/// <param name="Key">The row's key.</param>
/// <param name="SyncKey">Its 16 bytes.</param>
/// <param name="Row">All mapped columns of the row; null when it was deleted.</param>
/// <param name="Reading">How that is known.</param>
/// <param name="Watermark">Where it stands in the change stream; null when its watermark is null, or it came from a look-up.</param>
/// <param name="ChangedAt">When the row was changed, by the table's clock; null when the table does not tell. Used by latest wins only.</param>
public sealed record RowChange(RowKey Key, SyncKey SyncKey, Row? Row, RowReading Reading, Watermark? Watermark = null, DateTimeOffset? ChangedAt = null)
{
    /// <summary>True when the row was deleted.</summary>
    public bool IsDeleted => Row is null;
}
