using System.Text.Json;

namespace OrleansSync.SharePoint.Items;

/// <summary>Writes the body of a $batch: members that do not depend on each other, whose ids are their positions (sharepoint-graph.md 9).</summary>
internal static class BatchRequest
{
    /// <summary>Writes the members.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlySpan<BatchMember> members)
    {
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        for (var index = 0; index < members.Length; index++)
        {
            var member = members[index];
            json.WriteStartObject();
            json.WriteString("id"u8, Ids[index]);
            json.WriteString("method"u8, member.Method);
            json.WriteString("url"u8, member.Url);
            if (!member.Body.IsEmpty || member.IfMatch is not null || member.Prefer is not null)
            {
                WriteHeaders(json, member);
            }

            if (!member.Body.IsEmpty)
            {
                json.WritePropertyName("body"u8);
                json.WriteRawValue(member.Body.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static readonly string[] Ids = [.. Enumerable.Range(0, 20).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    private static void WriteHeaders(Utf8JsonWriter json, in BatchMember member)
    {
        json.WriteStartObject("headers"u8);
        if (!member.Body.IsEmpty)
        {
            json.WriteString("Content-Type"u8, "application/json"u8);
        }

        if (member.IfMatch is not null)
        {
            json.WriteString("If-Match"u8, member.IfMatch);
        }

        if (member.Prefer is not null)
        {
            json.WriteString("Prefer"u8, member.Prefer);
        }

        json.WriteEndObject();
    }
}
