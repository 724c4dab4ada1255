using System.Globalization;
using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Saving;

/// <summary>A stored value in the file: text, number and flag as they are, the rest as an array of a mark and its parts.</summary>
internal static class SavedValue
{
    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case double number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateTime instant: Array(json, "t", instant.Ticks.ToString(CultureInfo.InvariantCulture)); break;
            case DateOnly day: Array(json, "d", day.DayNumber.ToString(CultureInfo.InvariantCulture)); break;
            case int id: Array(json, "i", id.ToString(CultureInfo.InvariantCulture)); break;
            case int[] ids: Array(json, ["is", .. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))]); break;
            case string[] choices: Array(json, ["c", .. choices]); break;
            case Link link: Array(json, "l", link.Url, link.Description); break;
            case Term[] terms: Array(json, ["m", .. terms.SelectMany(term => new[] { term.Label, term.TermGuid })]); break;
            default: throw new InvalidOperationException($"A value of type {value.GetType().Name} cannot be saved.");
        }
    }

    public static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => ReadParts([.. value.EnumerateArray().Select(part => part.GetString() ?? "")]),
    };

    private static object ReadParts(string[] parts) => parts[0] switch
    {
        "t" => new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc),
        "d" => DateOnly.FromDayNumber(Number(parts[1])),
        "i" => Number(parts[1]),
        "is" => parts[1..].Select(Number).ToArray(),
        "c" => parts[1..],
        "l" => new Link(parts[1], parts[2]),
        "m" => parts[1..].Chunk(2).Select(pair => new Term(pair[0], pair[1], 1)).ToArray(),
        _ => throw new FormatException($"'{parts[0]}' marks no value."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static void Array(Utf8JsonWriter json, params ReadOnlySpan<string> parts)
    {
        json.WriteStartArray();
        foreach (var part in parts)
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
    }
}
