using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansSync.Emulator.Errors;

namespace OrleansSync.Emulator.Lists;

/// <summary>The facets that say a column's type, with their members and defaults (4.2).</summary>
internal static class Facets
{
    /// <summary>By name: the members, with the JSON that stands for an absent one; an empty text stands for no default.</summary>
    public static readonly FrozenDictionary<string, (string Member, string Default)[]> All = new Dictionary<string, (string Member, string Default)[]>
    {
        ["boolean"] = [],
        ["calculated"] = [("format", ""), ("formula", ""), ("outputType", "\"text\"")],
        ["choice"] = [("allowTextEntry", "false"), ("choices", "[]"), ("displayAs", "\"dropDownMenu\"")],
        ["currency"] = [("locale", "\"en-us\"")],
        ["dateTime"] = [("displayAs", "\"default\""), ("format", "\"dateOnly\"")],
        ["geolocation"] = [],
        ["hyperlinkOrPicture"] = [("isPicture", "false")],
        ["lookup"] = [("allowMultipleValues", "false"), ("allowUnlimitedLength", "false"), ("columnName", "\"Title\""), ("listId", ""), ("primaryLookupColumnId", "")],
        ["number"] = [("decimalPlaces", "\"automatic\""), ("displayAs", "\"number\""), ("maximum", ""), ("minimum", "")],
        ["personOrGroup"] = [("allowMultipleSelection", "false"), ("chooseFromType", "\"peopleOnly\""), ("displayAs", "\"name\"")],
        ["term"] = [("allowMultipleValues", "false"), ("showFullyQualifiedName", "false")],
        ["text"] = [("allowMultipleLines", "false"), ("appendChangesToExistingText", "false"), ("linesForEditing", "0"), ("maxLength", "255"), ("textType", "\"plain\"")],
        ["thumbnail"] = [],
        ["contentApprovalStatus"] = [],
    }.ToFrozenDictionary();

    /// <summary>4.4: facets that lists do not return.</summary>
    public static readonly FrozenSet<string> NeverReturned = new[] { "hyperlinkOrPicture", "term", "thumbnail", "contentApprovalStatus" }.ToFrozenSet();

    private static readonly Dictionary<string, string[]> Words = new()
    {
        ["choice.displayAs"] = ["checkBoxes", "dropDownMenu", "radioButtons"],
        ["dateTime.displayAs"] = ["default", "friendly", "standard"],
        ["dateTime.format"] = ["dateOnly", "dateTime"],
        ["number.decimalPlaces"] = ["automatic", "none", "one", "two", "three", "four", "five"],
        ["number.displayAs"] = ["number", "percentage"],
        ["personOrGroup.chooseFromType"] = ["peopleAndGroups", "peopleOnly"],
        ["text.textType"] = ["plain", "richText"],
    };

    /// <summary>The facet with every member that it was given, the earlier ones, and the defaults of the rest.</summary>
    public static JsonObject Complete(string facet, JsonElement given, JsonObject? earlier)
    {
        if (given.ValueKind != JsonValueKind.Object)
        {
            // 4.11: a null facet is not the same as an absent one.
            throw Refusals.General(500);
        }

        foreach (var member in given.EnumerateObject())
        {
            Check(facet, member);
        }

        var result = new JsonObject();
        foreach (var (name, absent) in All[facet])
        {
            if (given.TryGetProperty(name, out var value))
            {
                result[name] = JsonNode.Parse(value.GetRawText());
            }
            else if (earlier?[name] is { } kept)
            {
                result[name] = kept.DeepClone();
            }
            else if (absent.Length > 0)
            {
                result[name] = JsonNode.Parse(absent);
            }
        }

        return result;
    }

    /// <summary>The kind of column that a facet describes.</summary>
    public static ColumnKind KindOf(string facet, JsonObject value) => facet switch
    {
        "boolean" => ColumnKind.Boolean,
        "calculated" => ColumnKind.Calculated,
        "choice" => Text(value, "displayAs") == "checkBoxes" ? ColumnKind.MultiChoice : ColumnKind.Choice,
        "currency" => ColumnKind.Currency,
        "dateTime" => Text(value, "format") == "dateOnly" ? ColumnKind.DateOnly : ColumnKind.DateTime,
        "geolocation" => ColumnKind.Geolocation,
        "hyperlinkOrPicture" => ColumnKind.Hyperlink,
        "lookup" => ColumnKind.Lookup,
        "number" => ColumnKind.Number,
        "personOrGroup" => ColumnKind.Person,
        "term" => ColumnKind.Term,
        "text" => value["allowMultipleLines"]!.GetValue<bool>() ? ColumnKind.Note : ColumnKind.Text, // Complete gave it a default.
        "thumbnail" => ColumnKind.Thumbnail,
        _ => ColumnKind.ApprovalStatus,
    };

    /// <summary>The text of a member, or null.</summary>
    public static string? Text(JsonObject facet, string member) => facet[member] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static void Check(string facet, JsonProperty member)
    {
        var known = Array.Find(All[facet], candidate => candidate.Member == member.Name);
        if (known.Member is null && !member.Name.Contains('@', StringComparison.Ordinal))
        {
            throw Refusals.Invalid($"The property '{member.Name}' does not exist on type '{facet}Column'.");
        }

        var kind = member.Value.ValueKind;
        var fits = known.Default switch
        {
            null => true,
            "true" or "false" => kind is JsonValueKind.True or JsonValueKind.False,
            "[]" => kind == JsonValueKind.Array && member.Value.EnumerateArray().All(choice => choice.ValueKind == JsonValueKind.String),
            "0" or "255" => kind == JsonValueKind.Number,
            _ => kind is JsonValueKind.String or JsonValueKind.Number,
        };
        if (!fits || (Words.TryGetValue($"{facet}.{member.Name}", out var words) && (kind != JsonValueKind.String || !words.Contains(member.Value.GetString()))))
        {
            throw Refusals.Invalid($"The value of '{member.Name}' is not one that '{facet}' has.");
        }
    }
}
