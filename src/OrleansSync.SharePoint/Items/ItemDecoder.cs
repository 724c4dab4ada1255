using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values;

namespace OrleansSync.SharePoint.Items;

/// <summary>
/// Reads items from JSON: the rows of delta pages, of queries and single ones, which have one shape (sharepoint-graph.md 5.1, 7.4, 7.6).
/// For one thread at a time.
/// </summary>
internal sealed class ItemDecoder(BoundList list)
{
    private readonly Value[] values = new Value[list.Reader.Count];

    /// <summary>Reads the object that the reader stands at the start of, and leaves it on the end.</summary>
    /// <param name="reader">Holds the whole item.</param>
    /// <param name="isRestart">True when the item comes from a full enumeration.</param>
    public DecodedItem Read(ref Utf8JsonReader reader, bool isRestart)
    {
        var (id, eTag, isDeleted, isError, hasFields, wasRead) = (0, (string?)null, false, false, false, false);
        DateTimeOffset? modifiedAt = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref reader);
            reader.Read();
            switch (member)
            {
                case Member.Id when reader.TokenType == JsonTokenType.String:
                    id = int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                    break;
                case Member.ETag when reader.TokenType == JsonTokenType.String:
                    eTag = reader.GetString();
                    break;
                case Member.Modified when reader.TokenType == JsonTokenType.String:
                    modifiedAt = reader.TryGetDateTimeOffset(out var instant) ? instant.ToUniversalTime() : null;
                    break;
                case Member.Fields when reader.TokenType == JsonTokenType.StartObject:
                    hasFields = true;
                    wasRead = list.Reader.TryRead(ref reader, values, out _, out _);
                    break;
                case Member.Deleted:
                    isDeleted = reader.TokenType != JsonTokenType.Null;
                    reader.Skip();
                    break;
                case Member.Error:
                    isError = true;
                    reader.Skip();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (isError || id <= 0)
        {
            return DecodedItem.Unreadable;
        }

        // 7.6: either mark, or neither version nor fields.
        var address = new ItemAddress(list.Id, id);
        if (isDeleted || (string.IsNullOrEmpty(eTag) && !hasFields))
        {
            return new(id, Deleted(address, isRestart), NeedsFields: false);
        }

        return hasFields
            ? new(id, View(address, eTag, wasRead, modifiedAt, isRestart), NeedsFields: false)
            : new(id, null, NeedsFields: true);
    }

    /// <summary>An item that is gone.</summary>
    public static ItemView Deleted(ItemAddress address, bool isRestart) => new ItemView.Seen(new ItemChange(address, null, null, null, null, isRestart));

    private ItemView View(ItemAddress address, string? eTag, bool wasRead, DateTimeOffset? modifiedAt, bool isRestart)
    {
        var mapped = values.AsSpan(0, list.Names.Names.Length);
        var isUsable = list.TryCanonicalise(mapped, out _) && wasRead;
        var key = values[mapped.Length] is TextValue text ? SyncKey.Find(text.Text) : null;
        var isMarked = values.Length > mapped.Length + 1 && values[^1] is BooleanValue { IsTrue: true };
        var row = isUsable ? Row.Of(list.Names, ImmutableArray.Create(mapped)) : Row.Empty;
        var change = new ItemChange(address, string.IsNullOrEmpty(eTag) ? null : new ETag(eTag), row, key, modifiedAt, isRestart, isMarked);
        return isUsable ? new ItemView.Seen(change) : new ItemView.Unusable(change, ParkReason.ValueRefused);
    }

    private static Member MemberOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("fields"u8) ? Member.Fields
        : reader.ValueTextEquals("id"u8) ? Member.Id
        : reader.ValueTextEquals("eTag"u8) || reader.ValueTextEquals("@odata.etag"u8) ? Member.ETag
        : reader.ValueTextEquals("lastModifiedDateTime"u8) ? Member.Modified
        : reader.ValueTextEquals("deleted"u8) || reader.ValueTextEquals("@removed"u8) ? Member.Deleted
        : reader.ValueTextEquals("error"u8) ? Member.Error
        : Member.Other;

    private enum Member
    {
        Other,
        Id,
        ETag,
        Modified,
        Fields,
        Deleted,
        Error,
    }
}
