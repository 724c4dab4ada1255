using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>Columns as the service shows them (4.2 to 4.4).</summary>
internal static class ColumnJson
{
    /// <summary>Writes the columns that a caller sees.</summary>
    /// <param name="withHidden">4.8: hidden ones too.</param>
    /// <param name="withType">4.4: the type, which only content types tell.</param>
    public static void WriteAll(Utf8JsonWriter json, SharePointList list, bool withHidden, bool withType)
    {
        foreach (var column in list.Columns)
        {
            if (withHidden || !column.Hidden)
            {
                Write(json, column, null, withType);
            }
        }
    }

    /// <summary>Writes one column.</summary>
    public static void Write(Utf8JsonWriter json, Column column, string? context, bool withType)
    {
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteString("@odata.context", context);
        }

        json.WriteString("columnGroup", column.ColumnGroup);
        json.WriteString("description", column.Description);
        json.WriteString("displayName", column.DisplayName);
        json.WriteBoolean("enforceUniqueValues", column.Unique);
        json.WriteBoolean("hidden", column.Hidden);
        json.WriteString("id", column.Id.ToString());
        json.WriteBoolean("indexed", column.Indexed);
        json.WriteString("name", column.Name);
        json.WriteBoolean("readOnly", column.ReadOnly);
        json.WriteBoolean("required", column.Required);
        if (withType)
        {
            json.WriteString("type", TypeOf(column));
        }

        WriteDefault(json, column);
        if (column.FacetName is { } facet && !Facets.NeverReturned.Contains(facet))
        {
            json.WritePropertyName(facet);
            column.Facet.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteDefault(Utf8JsonWriter json, Column column)
    {
        if (column.Default is null && column.DefaultFormula is null)
        {
            return;
        }

        json.WriteStartObject("defaultValue");
        if (column.DefaultFormula is { } formula)
        {
            json.WriteString("formula", formula);
        }

        if (column.Default is { } value)
        {
            json.WriteString("value", value);
        }

        json.WriteEndObject();
    }

    private static string TypeOf(Column column) => column.Kind switch
    {
        ColumnKind.Text => "text",
        ColumnKind.Note or ColumnKind.TermNote => "note",
        ColumnKind.Choice => "choice",
        ColumnKind.MultiChoice => "multichoice",
        ColumnKind.Number => "number",
        ColumnKind.Currency => "currency",
        ColumnKind.Boolean => "boolean",
        ColumnKind.DateTime or ColumnKind.DateOnly => "dateTime",
        ColumnKind.Lookup => "lookup",
        ColumnKind.Person => "user",
        ColumnKind.Calculated => "calculated",
        ColumnKind.Hyperlink => "url",
        ColumnKind.Term => column.IsMultiple ? "multiterm" : "term",
        ColumnKind.Geolocation => "geolocation",
        ColumnKind.Thumbnail => "thumbnail",
        ColumnKind.ApprovalStatus => "approvalStatus",
        _ => column.Name switch { "Created" or "Modified" => "dateTime", "Author" or "Editor" => "user", "Attachments" => "boolean", "AppAuthor" or "AppEditor" => "lookup", _ => "unknownFutureValue" },
    };
}
