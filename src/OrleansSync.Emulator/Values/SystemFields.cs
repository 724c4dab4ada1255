using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>The values that the service derives from the item (5.1).</summary>
internal static class SystemFields
{
    private static readonly JsonEncodedText IdName = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Item = JsonEncodedText.Encode("Item");
    private static readonly JsonEncodedText Zero = JsonEncodedText.Encode("0");
    private static readonly JsonEncodedText Empty = JsonEncodedText.Encode("");

    /// <summary>Writes the value of a built-in column, under the names that it goes by.</summary>
    public static void Write(Utf8JsonWriter json, SharePointList list, ListItem item, Column column, FieldSelection select)
    {
        switch (column.SystemValue)
        {
            case SystemValue.Id:
                if (select.Has("id") || select.Has("ID"))
                {
                    RawText.Number(json, IdName, item.Id);
                }

                break;
            case SystemValue.Author:
                People(json, column, item.CreatedBy, select);
                break;
            case SystemValue.Editor:
                People(json, column, item.ModifiedBy, select);
                break;
            case SystemValue.AppAuthor:
                App(json, column, item.CreatedBy, select);
                break;
            case SystemValue.AppEditor:
                App(json, column, item.ModifiedBy, select);
                break;
            default:
                if (select.Has(column.Name))
                {
                    WriteNamed(json, list, item, column);
                }

                break;
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, SharePointList list, ListItem item, Column column)
    {
        switch (column.SystemValue)
        {
            case SystemValue.ContentType:
                json.WriteString(column.NameText, Item);
                break;
            case SystemValue.Created:
                RawText.Instant(json, column.NameText, item.Created);
                break;
            case SystemValue.Modified:
                RawText.Instant(json, column.NameText, item.Modified);
                break;
            case SystemValue.Version:
                RawText.Number(json, column.NameText, item.Version, after: ".0"u8);
                break;
            case SystemValue.Attachments:
                json.WriteBoolean(column.NameText, false);
                break;
            case SystemValue.Title:
                if (list.FindColumn("Title") is { } title && item.Value(title.Slot) is string text)
                {
                    json.WriteString(column.NameText, text);
                }

                break;
            case SystemValue.ChildCount:
                json.WriteString(column.NameText, Zero);
                break;
            case SystemValue.Empty:
                json.WriteString(column.NameText, Empty);
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
            RawText.Number(json, column.LookupIdText, actor.IsApp ? TenantState.SystemAccountId : actor.LookupId);
        }
    }

    private static void App(Utf8JsonWriter json, Column column, Actor actor, FieldSelection select)
    {
        if (actor.IsApp && select.Has(column.LookupIdName))
        {
            RawText.Number(json, column.LookupIdText, actor.LookupId);
        }
    }
}
