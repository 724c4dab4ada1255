using System.Globalization;
using System.Text.Json;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;

namespace OrleansSync.SharePoint.Items;

/// <summary>What the answer to one write means for its row. Pure.</summary>
internal static class WriteOutcomes
{
    /// <summary>The outcome; null when the answer is about the list or the app, not about the row (401, 403, a create's 404).</summary>
    /// <param name="write">What was sent.</param>
    /// <param name="reply">What was answered.</param>
    /// <param name="body">The body of the answer.</param>
    /// <param name="retryAt">When a throttled write may be sent again.</param>
    public static ListOutcome? Of(ListWrite write, in BatchReply reply, ReadOnlySpan<byte> body, DateTimeOffset retryAt) => reply.Status switch
    {
        0 => new ListOutcome.ReplyLost(),
        >= 200 and < 300 => Done(write, body),
        401 or 403 => null,
        404 => write switch
        {
            ListWrite.Create => null,
            ListWrite.Delete delete => new ListOutcome.Applied(delete.Item, null, null),
            _ => new ListOutcome.Missing(),
        },
        412 => new ListOutcome.PreconditionFailed(),

        // 5.3: the same refusal under another number. A create has no version, so a conflict of the service's own says nothing about it.
        409 => write is ListWrite.Create ? new ListOutcome.ReplyLost() : reply.Error.IsModified ? new ListOutcome.PreconditionFailed() : new ListOutcome.Parked(ParkReason.TransientFailure),
        424 or 429 or 503 => new ListOutcome.NotSent(retryAt),
        507 => new ListOutcome.Parked(ParkReason.TransientFailure),
        >= 500 => new ListOutcome.ReplyLost(),
        _ => write is ListWrite.Create && reply.Error.IsUniqueViolation ? new ListOutcome.UniqueViolation() : new ListOutcome.Parked(ParkReason.WriteRefused),
    };

    private static ListOutcome Done(ListWrite write, ReadOnlySpan<byte> body)
    {
        // 6.7: the answer to a write may show values that were never stored, so nothing but the version is taken from it.
        var (id, eTag) = Read(body);
        return write switch
        {
            ListWrite.Create when id > 0 => new ListOutcome.Applied(id, eTag, null),
            ListWrite.Create => new ListOutcome.ReplyLost(),
            ListWrite.Update update => new ListOutcome.Applied(update.Item, eTag, null),
            ListWrite.Delete delete => new ListOutcome.Applied(delete.Item, null, null),
            _ => throw new InvalidOperationException("There are three kinds of writes."),
        };
    }

    private static (int Id, ETag? ETag) Read(ReadOnlySpan<byte> body)
    {
        var (id, eTag) = (0, (ETag?)null);
        if (body.IsEmpty)
        {
            return (id, eTag);
        }

        var reader = new Utf8JsonReader(body);
        reader.Read();
        // Both come before the fields, which are not worth reading.
        while ((id == 0 || eTag is null) && reader.TokenType != JsonTokenType.Null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isETag) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("eTag"u8) || reader.ValueTextEquals("@odata.etag"u8));
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String)
            {
                id = int.TryParse(reader.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            }
            else if (isETag && reader.TokenType == JsonTokenType.String && reader.GetString() is { Length: > 0 } text)
            {
                eTag = new ETag(text);
            }
            else
            {
                reader.Skip();
            }
        }

        return (id, eTag);
    }
}
