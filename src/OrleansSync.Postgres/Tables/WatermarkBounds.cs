using System.Buffers.Binary;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Postgres.Tables;

/// <summary>How far a keyset may be read, and from where it is read again in the next round. Pure; why it is so is decision 21.</summary>
/// <param name="Last">The last watermark that is read.</param>
/// <param name="Settled">Up to and with this watermark nothing can be added any more; rows after it are read again.</param>
internal sealed record WatermarkBounds(Watermark Last, Watermark Settled)
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>The bounds of a watermark that is made of time: all kinds but numbers.</summary>
    public static WatermarkBounds OfTime(TableWatermark watermark, TableHorizon horizon, TimeSpan overlap) =>
        new(Before(watermark, horizon.Settled, isDayOver: false), Before(watermark, horizon.Settled - overlap, isDayOver: true));

    /// <summary>
    /// The greatest watermark that is written before <paramref name="time"/>. A day is read while it lasts, and is settled once it is over.
    /// </summary>
    private static Watermark Before(TableWatermark watermark, DateTimeOffset time, bool isDayOver) => watermark.Kind switch
    {
        WatermarkKind.Timestamp => Of(KeyPart.OfTimestamp(Microseconds(IsZoned(watermark) ? time.UtcDateTime : Local(watermark, time)) - 1)),
        WatermarkKind.Date => Of(KeyPart.Of(DateOnly.FromDateTime(Local(watermark, time)).AddDays(isDayOver ? -1 : 0))),
        WatermarkKind.UuidVersion7 => Of(KeyPart.Of(LastUuid(time.ToUnixTimeMilliseconds() - 1))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsZoned(TableWatermark watermark) => watermark.Type.Kind == Engine.Values.Postgres.PostgresTypeKind.TimestampTz;

    private static DateTime Local(TableWatermark watermark, DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, watermark.Zone).DateTime;

    private static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TicksPerMicrosecond;

    /// <summary>The greatest UUID version 7 of a millisecond.</summary>
    private static Guid LastUuid(long millisecond)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Fill(0xFF);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)millisecond << 16) | 0x7FFF);
        bytes[8] = 0xBF;
        return new Guid(bytes, bigEndian: true);
    }

    // Every part that is made here is of a kind that can be a watermark.
    private static Watermark Of(KeyPart part) => Watermark.Find(part)!;
}
