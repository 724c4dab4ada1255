using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Postgres.Tables;

/// <summary>The column by which a table's changes are followed.</summary>
/// <param name="Column">What the table calls it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">What <see cref="Watermark.KindOf"/> says of the type.</param>
/// <param name="Zone">The time zone in which a date, or a timestamp without one, is written; not used for others.</param>
internal sealed record TableWatermark(string Column, PostgresType Type, WatermarkKind Kind, TimeZoneInfo Zone);
