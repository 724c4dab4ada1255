using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Postgres.Tables;

/// <summary>A row as it was read.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Watermark">Its watermark; null for none.</param>
/// <param name="IsMarked">True when it carries the definition's mark.</param>
/// <param name="Row">Its canonical values; null when one of them has none.</param>
internal sealed record TableRecord(RowKey Key, Watermark? Watermark, bool IsMarked, Row? Row)
{
    /// <summary>Why a row without values cannot be mapped.</summary>
    public static ParkReason Unusable => ParkReason.ValueRefused;
}
