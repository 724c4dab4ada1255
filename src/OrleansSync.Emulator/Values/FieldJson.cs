using System.Text.Json;
using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Writes the value of a column with its name before it, and a comma before that (5.1, 5.4).</summary>
internal static class FieldJson
{
    /// <summary>Writes it.</summary>
    /// <param name="named">5.2: the column was asked for by its name, so that a lookup shows its text.</param>
    /// <param name="shift">6.7: moves instants.</param>
    public static void Write(ReplyBuffer to, Site site, Column column, object value, bool named, TimeSpan shift)
    {
        switch (value)
        {
            case string text:
                to.Write(column.NameJson);
                RawText.Text(to, text);
                break;
            case double number:
                to.Write(column.NameJson);
                RawText.Number(to, number);
                break;
            case bool flag:
                to.Write(column.NameJson);
                to.Write(flag ? "true"u8 : "false"u8);
                break;
            case DateTime instant:
                Instant(to, column, instant + shift);
                break;
            case DateOnly day:
                Instant(to, column, SiteDays.ToInstant(day, site.TimeZone) + shift);
                break;
            case int id:
                to.Write(column.LookupIdJson);
                to.Write("\""u8);
                RawText.Number(to, id);
                to.Write("\""u8);
                if (named)
                {
                    // 5.2: what it shows only when the column itself is named.
                    to.Write(column.NameJson);
                    RawText.Text(to, LookupTargets.Show(site, column, id));
                }

                break;
            default:
                to.Write(column.NameJson);
                using (var json = new Utf8JsonWriter(to, RawText.Writing))
                {
                    WriteSeveral(json, site, column, value);
                }

                break;
        }
    }

    private static void Instant(ReplyBuffer to, Column column, DateTime instant)
    {
        to.Write(column.NameJson);
        to.Write("\""u8);
        RawText.Instant(to, instant);
        to.Write("\""u8);
    }

    private static void WriteSeveral(Utf8JsonWriter json, Site site, Column column, object value)
    {
        switch (value)
        {
            case string[] choices:
                json.WriteStartArray();
                Array.ForEach(choices, json.WriteStringValue);
                json.WriteEndArray();
                break;
            case int[] ids:
                Lookups(json, site, column, ids);
                break;
            case Link link:
                json.WriteStartObject();
                json.WriteString("Description"u8, link.Description);
                json.WriteString("Url"u8, link.Url);
                json.WriteEndObject();
                break;
            case Term[] terms:
                Terms(json, column, terms);
                break;
        }
    }

    private static void Lookups(Utf8JsonWriter json, Site site, Column column, int[] ids)
    {
        json.WriteStartArray();
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
