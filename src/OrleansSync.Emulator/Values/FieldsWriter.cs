using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Writes the <c>fields</c> of an item (5.1, 5.4). What has no value is left out.</summary>
internal static class FieldsWriter
{
    private static readonly JsonEncodedText ETagName = JsonEncodedText.Encode("@odata.etag");

    /// <summary>Writes them.</summary>
    /// <param name="select">The names asked for; null for all that are not hidden.</param>
    /// <param name="shift">6.7: moves instants, for the answer to a POST that shows them wrong.</param>
    public static void Write(Utf8JsonWriter json, SharePointList list, ListItem item, FieldSelection select, TimeSpan shift)
    {
        Span<byte> buffer = stackalloc byte[64];
        json.WriteStartObject();
        RawText.Write(json, ETagName, buffer[..RawText.ETag(list, item, buffer)]);
        foreach (var column in list.Columns)
        {
            var named = select.Has(column.Name);
            if (column.Kind == ColumnKind.System)
            {
                SystemFields.Write(json, list, item, column, select);
            }
            else if (select.IsAll ? !column.Hidden : named || (column.IsLookup && select.Has(column.LookupIdName)))
            {
                if (item.Value(column.Slot) is { } value)
                {
                    Write(json, list.Site, column, value, named && !select.IsAll, shift);
                }
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Site site, Column column, object value, bool named, TimeSpan shift)
    {
        switch (value)
        {
            case string text:
                json.WriteString(column.NameText, text);
                break;
            case double number:
                json.WritePropertyName(column.NameText);
                Number(json, number);
                break;
            case bool flag:
                json.WriteBoolean(column.NameText, flag);
                break;
            case DateTime instant:
                RawText.Instant(json, column.NameText, instant + shift);
                break;
            case DateOnly day:
                RawText.Instant(json, column.NameText, SiteDays.ToInstant(day, site.TimeZone) + shift);
                break;
            case int id:
                RawText.Number(json, column.LookupIdText, id);
                if (named)
                {
                    // 5.2: what it shows only when the column itself is named.
                    json.WriteString(column.NameText, LookupTargets.Show(site, column, id));
                }

                break;
            case string[] choices:
                json.WriteStartArray(column.NameText);
                Array.ForEach(choices, json.WriteStringValue);
                json.WriteEndArray();
                break;
            case int[] ids:
                Lookups(json, site, column, ids);
                break;
            case Link link:
                json.WriteStartObject(column.NameText);
                json.WriteString("Description"u8, link.Description);
                json.WriteString("Url"u8, link.Url);
                json.WriteEndObject();
                break;
            case Term[] terms:
                Terms(json, column, terms);
                break;
        }
    }

    private static void Number(Utf8JsonWriter json, double number)
    {
        // 6.10: 1, not 1.0.
        if (number == Math.Floor(number) && Math.Abs(number) < 1e15)
        {
            json.WriteNumberValue((long)number);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }

    private static void Lookups(Utf8JsonWriter json, Site site, Column column, int[] ids)
    {
        json.WriteStartArray(column.NameText);
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteNumber("LookupId"u8, id);
            json.WriteString("LookupValue"u8, LookupTargets.Show(site, column, id));
            if (column.Kind == ColumnKind.Person)
            {
                json.WriteString("Email"u8, LookupTargets.Email(site, id) ?? "");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Terms(Utf8JsonWriter json, Column column, Term[] terms)
    {
        json.WritePropertyName(column.NameText);
        if (column.IsMultiple)
        {
            json.WriteStartArray();
        }

        foreach (var term in terms)
        {
            json.WriteStartObject();
            json.WriteString("Label"u8, term.Label);
            json.WriteString("TermGuid"u8, term.TermGuid);
            json.WriteNumber("WssId"u8, term.WssId);
            json.WriteEndObject();
        }

        if (column.IsMultiple)
        {
            json.WriteEndArray();
        }
    }
}
