using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Postgres.Ledger;

/// <summary>
/// The three versions of a conflict as they are kept; rows as <see cref="StoredRow"/>, keys as <see cref="RowKeyEncoding"/>. Its property
/// names and numbers are data: the domain's may change, these may not.
/// </summary>
internal sealed record StoredConflict(
    byte[] RowKey,
    string RowSyncKey,
    byte[]? Row,
    int RowReading,
    byte[]? RowWatermark,
    DateTimeOffset? RowChangedAt,
    int ItemList,
    int Item,
    string? ItemETag,
    byte[]? ItemRow,
    string? ItemSyncKey,
    DateTimeOffset? ItemModifiedAt,
    bool ItemIsRestart,
    bool ItemIsMarked,
    byte[]? Agreed)
{
    private const int Captured = 1;
    private const int ReadFromTable = 2;

    public static string Write(Conflict conflict)
    {
        var (row, item) = (conflict.Row, conflict.Item);
        return JsonSerializer.Serialize(
            new StoredConflict(
                RowKeyEncoding.Encode(row.Key), row.SyncKey.ToString(), WriteRow(row.Row), row.Reading == Engine.Tables.RowReading.Captured ? Captured : ReadFromTable,
                StoredCursor.WriteWatermark(row.Watermark), row.ChangedAt, item.Item.List.Value, item.Item.Item, item.ETag?.Text, WriteRow(item.Row),
                item.SyncKey?.ToString(), item.ModifiedAt, item.IsRestart, item.IsMarked, WriteRow(conflict.Base)),
            StoredConflictJson.Default.StoredConflict);
    }

    public static Conflict Read(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredConflictJson.Default.StoredConflict) ?? throw new JsonException("A stored conflict is empty.");
        return new Conflict(
            new RowChange(
                RowKeyEncoding.Decode(stored.RowKey), SyncKey.Find(stored.RowSyncKey) ?? throw new JsonException("A stored conflict has no key."), ReadRow(stored.Row),
                stored.RowReading == Captured ? Engine.Tables.RowReading.Captured : Engine.Tables.RowReading.Read, StoredCursor.ReadWatermark(stored.RowWatermark), stored.RowChangedAt),
            new ItemChange(
                new ItemAddress(new ListId(stored.ItemList), stored.Item), stored.ItemETag is { } etag ? new ETag(etag) : null, ReadRow(stored.ItemRow),
                SyncKey.Find(stored.ItemSyncKey), stored.ItemModifiedAt, stored.ItemIsRestart, stored.ItemIsMarked),
            ReadRow(stored.Agreed));
    }

    private static byte[]? WriteRow(Row? row) => row is null ? null : StoredRow.Write(row);

    private static Row? ReadRow(byte[]? stored) => stored is null ? null : StoredRow.Read(stored);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredConflict))]
internal sealed partial class StoredConflictJson : JsonSerializerContext;
