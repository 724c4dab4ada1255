using System.Collections.Immutable;
using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Columns;

/// <summary>A column that a list is to have.</summary>
/// <param name="Name">Its display name; the internal name is the service's business and is read back.</param>
/// <param name="Kind">Its kind: one that values can be written to.</param>
public sealed record DeclaredColumn(string Name, ListColumnKind Kind)
{
    /// <summary>The choices of a choice column; empty for any that people and rows bring.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The list that a lookup points to.</summary>
    public Guid? LookupList { get; init; }

    /// <summary>The internal name of the column that a lookup shows of an item.</summary>
    public string LookupColumn { get; init; } = "Title";

    /// <summary>True when filters are to use it.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>True when no two items may have the same value; needs <see cref="IsIndexed"/>.</summary>
    public bool IsUnique { get; init; }

    /// <summary>True when people are not to see it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Writes the members of its JSON; facets that are not its own are left out, since null is not taken (4.11).</summary>
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteString("name", Name);
        json.WriteString("displayName", Name);
        WriteFlag(json, "indexed", IsIndexed);
        WriteFlag(json, "enforceUniqueValues", IsUnique);
        WriteFlag(json, "hidden", IsHidden);
        json.WriteStartObject(FacetName());
        WriteFacet(json);
        json.WriteEndObject();
    }

    private string FacetName() => Kind switch
    {
        ListColumnKind.Text or ListColumnKind.Note => "text",
        ListColumnKind.Number => "number",
        ListColumnKind.Currency => "currency",
        ListColumnKind.Boolean => "boolean",
        ListColumnKind.DateTime or ListColumnKind.DateOnly => "dateTime",
        ListColumnKind.Choice or ListColumnKind.MultiChoice => "choice",
        ListColumnKind.Lookup or ListColumnKind.MultiLookup => "lookup",
        ListColumnKind.Person or ListColumnKind.MultiPerson => "personOrGroup",
        ListColumnKind.Hyperlink => "hyperlinkOrPicture",
        _ => throw SyncException.Invalid($"columns[{Name}].kind", $"{Kind} is not a kind that can be made; take one that values are written to."),
    };

    private void WriteFacet(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case ListColumnKind.Note:
                json.WriteBoolean("allowMultipleLines", true);
                json.WriteString("textType", "plain");
                break;
            case ListColumnKind.DateTime or ListColumnKind.DateOnly:
                json.WriteString("format", Kind == ListColumnKind.DateOnly ? "dateOnly" : "dateTime");
                break;
            case ListColumnKind.Choice or ListColumnKind.MultiChoice:
                json.WriteStartArray("choices");
                foreach (var choice in Choices)
                {
                    json.WriteStringValue(choice);
                }

                json.WriteEndArray();
                WriteFlag(json, "allowTextEntry", Choices.IsEmpty);
                json.WriteString("displayAs", Kind == ListColumnKind.MultiChoice ? "checkBoxes" : "dropDownMenu");
                break;
            case ListColumnKind.Lookup or ListColumnKind.MultiLookup:
                json.WriteString("listId", LookupList?.ToString() ?? throw SyncException.Invalid($"columns[{Name}].lookup_list", "is required for a lookup."));
                json.WriteString("columnName", LookupColumn);
                WriteFlag(json, "allowMultipleValues", Kind == ListColumnKind.MultiLookup);
                break;
            case ListColumnKind.MultiPerson:
                json.WriteBoolean("allowMultipleSelection", true);
                break;
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool value)
    {
        if (value)
        {
            json.WriteBoolean(name, value);
        }
    }
}
