using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>The column by which a table's changes are followed.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Kind">Which kind of watermark that makes.</param>
/// <param name="Zone">The time zone in which it is written, where it has none itself.</param>
public sealed record CompiledWatermark(string Column, PostgresType Type, WatermarkKind Kind, TimeZoneInfo Zone);
