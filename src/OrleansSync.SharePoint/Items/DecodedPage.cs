using System.Text.Json;

namespace OrleansSync.SharePoint.Items;

/// <summary>A page of items as Graph answered it.</summary>
/// <param name="Items">In the order of the page.</param>
/// <param name="NextLink">Where the next page is; null on the last one.</param>
/// <param name="DeltaLink">Where the next round begins; null before the last page of a delta, and for queries.</param>
internal sealed record DecodedPage(IReadOnlyList<DecodedItem> Items, string? NextLink, string? DeltaLink)
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">It is not one.</exception>
    public static DecodedPage Read(ReadOnlySpan<byte> body, BoundList list, bool isRestart)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        return Read(ref reader, list, isRestart);
    }

    /// <summary>Reads the page that the reader stands at the start of, and leaves it on the end.</summary>
    public static DecodedPage Read(ref Utf8JsonReader reader, BoundList list, bool isRestart)
    {
        var items = new List<DecodedItem>();
        var decoder = new ItemDecoder(list);
        var (next, delta, hasItems) = ((string?)null, (string?)null, false);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A page is an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8))
            {
                hasItems = true;
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                {
                    items.Add(decoder.Read(ref reader, isRestart));
                }
            }
            else if (reader.ValueTextEquals("@odata.nextLink"u8))
            {
                reader.Read();
                next = reader.GetString();
            }
            else if (reader.ValueTextEquals("@odata.deltaLink"u8))
            {
                reader.Read();
                delta = reader.GetString();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return hasItems ? new(items, next, delta) : throw new JsonException("A page has a value.");
    }
}
