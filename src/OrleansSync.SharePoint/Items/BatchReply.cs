using System.Globalization;
using System.Text.Json;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>The answer to one member of a batch.</summary>
/// <param name="Status">The status; 0 when the member was not answered.</param>
/// <param name="RetryAfter">How long the service asks to wait for it.</param>
/// <param name="Error">The refusal, when it is one.</param>
/// <param name="Body">The body's place in the answer; empty for none.</param>
internal readonly record struct BatchReply(int Status, TimeSpan? RetryAfter, GraphError Error, Range Body)
{
    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True when the service asks to wait.</summary>
    public bool IsThrottled => Status is 429 or 503 && !IsThreshold;

    /// <summary>True for a 429 that is about the size of the list, not about the rate of calls.</summary>
    public bool IsThreshold => Status == 429 && Error.IsThreshold;

    /// <summary>Reads an answer, whose members come in any order; those that are missing keep the status 0.</summary>
    /// <exception cref="JsonException">It is no answer to a batch.</exception>
    public static BatchReply[] Read(ReadOnlySpan<byte> answer, int count)
    {
        var replies = new BatchReply[count];
        var reader = new Utf8JsonReader(answer);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isResponses = reader.ValueTextEquals("responses"u8);
            reader.Read();
            if (!isResponses)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var (id, reply) = ReadMember(ref reader, answer);
                if ((uint)id < (uint)count)
                {
                    replies[id] = reply;
                }
            }
        }

        return replies;
    }

    private static (int Id, BatchReply Reply) ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> answer)
    {
        var (id, status, retryAfter, body) = (-1, 0, (TimeSpan?)null, default(Range));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isStatus, isHeaders, isBody) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("status"u8), reader.ValueTextEquals("headers"u8), reader.ValueTextEquals("body"u8));
            reader.Read();
            if (isId)
            {
                id = int.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            }
            else if (isStatus)
            {
                status = reader.GetInt32();
            }
            else if (isHeaders)
            {
                retryAfter = ReadRetryAfter(ref reader);
            }
            else if (isBody)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                body = start..(int)reader.BytesConsumed;
            }
            else
            {
                reader.Skip();
            }
        }

        var error = status >= 400 ? GraphError.Read(answer[body]) : default;
        return (id, new(status, retryAfter, error, body));
    }

    private static TimeSpan? ReadRetryAfter(ref Utf8JsonReader reader)
    {
        TimeSpan? found = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRetryAfter = reader.ValueTextEquals("Retry-After"u8) || reader.ValueTextEquals("retry-after"u8);
            reader.Read();
            if (isRetryAfter && reader.TokenType == JsonTokenType.String && int.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                found = TimeSpan.FromSeconds(seconds);
            }
            else
            {
                reader.Skip();
            }
        }

        return found;
    }
}
