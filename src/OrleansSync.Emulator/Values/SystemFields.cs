using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>The values that the service derives from the item (5.1).</summary>
internal static class SystemFields
{
    /// <summary>Writes the value of a built-in column, under the names that it goes by.</summary>
    public static void Write(Utf8JsonWriter json, SharePointList list, ListItem item, Column column, FieldSelection select)
    {
        switch (column.Name)
        {
            case "ID":
                WriteIf(json, select.Has("id") || (!select.IsAll && select.Has("ID")), "id"u8, FieldText.Of(item.Id));
                break;
            case "Author":
                People(json, column, item.CreatedBy, select);
                break;
            case "Editor":
                People(json, column, item.ModifiedBy, select);
                break;
            case "AppAuthor":
                WriteIf(json, item.CreatedBy.IsApp && select.Has(column.LookupIdName), "AppAuthorLookupId"u8, FieldText.Of(item.CreatedBy.LookupId));
                break;
            case "AppEditor":
                WriteIf(json, item.ModifiedBy.IsApp && select.Has(column.LookupIdName), "AppEditorLookupId"u8, FieldText.Of(item.ModifiedBy.LookupId));
                break;
            case var name when select.Has(name):
                WriteNamed(json, list, item, column);
                break;
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, SharePointList list, ListItem item, Column column)
    {
        switch (column.Name)
        {
            case "ContentType":
                json.WriteString(column.NameText, "Item"u8);
                break;
            case "Created":
                json.WriteString(column.NameText, FieldText.Of(item.Created));
                break;
            case "Modified":
                json.WriteString(column.NameText, FieldText.Of(item.Modified));
                break;
            case "_UIVersionString":
                json.WriteString(column.NameText, FieldText.Of(item.Version) + ".0");
                break;
            case "Attachments":
                json.WriteBoolean(column.NameText, false);
                break;
            case "LinkTitle" or "LinkTitleNoMenu":
                if (list.FindColumn("Title") is { } title && item.Value(title.Slot) is string text)
                {
                    json.WriteString(column.NameText, text);
                }

                break;
            case "ItemChildCount" or "FolderChildCount":
                json.WriteString(column.NameText, "0"u8);
                break;
            case "DocIcon":
                break;
            default:
                json.WriteString(column.NameText, ""u8);
                break;
        }
    }

    private static void People(Utf8JsonWriter json, Column column, Actor actor, FieldSelection select)
    {
        if (!select.IsAll && select.Has(column.Name))
        {
            json.WriteString(column.NameText, actor.IsApp ? "SharePoint App" : actor.DisplayName);
        }

        if (select.Has(column.LookupIdName) || select.Has(column.Name))
        {
            json.WriteString(column.LookupIdText, FieldText.Of(actor.IsApp ? TenantState.SystemAccountId : actor.LookupId));
        }
    }

    private static void WriteIf(Utf8JsonWriter json, bool asked, ReadOnlySpan<byte> name, string value)
    {
        if (asked)
        {
            json.WriteString(name, value);
        }
    }
}
