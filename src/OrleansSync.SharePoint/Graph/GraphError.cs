using System.Text.Json;

namespace OrleansSync.SharePoint.Graph;

/// <summary>
/// A refusal of Graph: <c>error.code</c>, the code of the deepest <c>innerError</c>, and the message, which is never shown or logged, since it may
/// hold values (sharepoint-graph.md 2.1).
/// </summary>
internal readonly record struct GraphError(string Code, string InnerCode, string Message)
{
    /// <summary>5.3: the one refusal that only its message tells apart. A probe of the connection test shows whether a tenant says it so.</summary>
    public bool IsUniqueViolation => Message.Contains("unique constraint", StringComparison.OrdinalIgnoreCase);

    /// <summary>12: a 429 that no waiting mends: the query looks at more rows than the list view threshold allows. Only its message tells it from a limit of rate.</summary>
    public bool IsThreshold => Message.Contains("list view threshold", StringComparison.OrdinalIgnoreCase);

    /// <summary>5.3: somebody changed the item.</summary>
    public bool IsModified => Is("resourceModified");

    /// <summary>7.10: the link is not one that Graph gave.</summary>
    public bool IsMalformedToken => Message.Contains("sync token is malformed", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a code is this one.</summary>
    public bool Is(string code) => string.Equals(Code, code, StringComparison.OrdinalIgnoreCase) || string.Equals(InnerCode, code, StringComparison.OrdinalIgnoreCase);

    /// <summary>The codes; not the message.</summary>
    public override string ToString() => InnerCode.Length > 0 && InnerCode != Code ? $"{Code} ({InnerCode})" : Code;

    /// <summary>Reads a body; a body that is no error of Graph, such as a gateway's page, gives an empty one.</summary>
    public static GraphError Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("error"u8))
                {
                    reader.Read();
                    return ReadObject(ref reader);
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON: the status says enough.
        }

        return new("", "", "");
    }

    /// <summary>Reads the object that the reader stands at the start of.</summary>
    public static GraphError ReadObject(ref Utf8JsonReader reader)
    {
        var (code, inner, message) = ("", "", "");
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new(code, inner, message);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCode, isMessage, isInner) = (reader.ValueTextEquals("code"u8), reader.ValueTextEquals("message"u8), reader.ValueTextEquals("innerError"u8) || reader.ValueTextEquals("innererror"u8));
            reader.Read();
            if (isInner)
            {
                var deeper = ReadObject(ref reader);
                inner = deeper.InnerCode.Length > 0 ? deeper.InnerCode : deeper.Code;
            }
            else if (reader.TokenType == JsonTokenType.String && (isCode || isMessage))
            {
                (code, message) = isCode ? (reader.GetString() ?? "", message) : (code, reader.GetString() ?? "");
            }
            else
            {
                reader.Skip();
            }
        }

        return new(code, inner, message);
    }
}
