using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Postgres.Ledger;

/// <summary>A cursor as it is kept. Its property names are data: the domain's may change, these may not.</summary>
internal sealed record StoredCursor(
    string Kind,
    byte[]? Watermark = null,
    byte[]? Key = null,
    ulong? Lsn = null,
    string? Link = null,
    DateTimeOffset? EndedAt = null,
    DateTimeOffset? StartedAt = null,
    byte[]? Settled = null)
{
    private const string Keyset = "keyset";
    private const string LogPosition = "lsn";
    private const string DeltaLink = "deltaLink";
    private const string FullScan = "fullScan";

    public static string Write(Cursor cursor) => JsonSerializer.Serialize(Of(cursor), StoredCursorJson.Default.StoredCursor);

    public static Cursor Read(string json) => JsonSerializer.Deserialize(json, StoredCursorJson.Default.StoredCursor) switch
    {
        { Kind: Keyset } stored => new Cursor.Keyset(ReadWatermark(stored.Watermark), ReadKey(stored.Key), ReadWatermark(stored.Settled)),
        { Kind: LogPosition, Lsn: { } position } => new Cursor.Lsn(position),
        { Kind: DeltaLink, Link: { } link } stored => new Cursor.DeltaLink(link, stored.EndedAt),
        { Kind: FullScan, StartedAt: { } startedAt } stored => new Cursor.FullScan(ReadKey(stored.Key), startedAt),
        _ => throw new JsonException("A stored cursor has no form that this server knows."),
    };

    public static byte[]? WriteWatermark(Watermark? watermark) => watermark is null ? null : RowKeyEncoding.Encode(new RowKey(watermark.Part));

    public static Watermark? ReadWatermark(byte[]? stored) => stored is null ? null : Engine.Keys.Watermark.Find(RowKeyEncoding.Decode(stored).Parts[0]);

    private static StoredCursor Of(Cursor cursor) => cursor switch
    {
        Cursor.Keyset keyset => new(Keyset, WriteWatermark(keyset.Watermark), WriteKey(keyset.Key), Settled: WriteWatermark(keyset.Settled)),
        Cursor.Lsn lsn => new(LogPosition, Lsn: lsn.Position),
        Cursor.DeltaLink link => new(DeltaLink, Link: link.Link, EndedAt: link.EndedAt),
        Cursor.FullScan scan => new(FullScan, Key: WriteKey(scan.After), StartedAt: scan.StartedAt),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static byte[]? WriteKey(RowKey? key) => key is { } some ? RowKeyEncoding.Encode(some) : null;

    private static RowKey? ReadKey(byte[]? stored) => stored is null ? null : RowKeyEncoding.Decode(stored);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredCursor))]
internal sealed partial class StoredCursorJson : JsonSerializerContext;
