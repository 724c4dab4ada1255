using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Saving;

/// <summary>Writes the state as lines of JSON: one for the tenant, then for each site, list, and item one, in the order in which they are read.</summary>
internal static class StateWriter
{
    /// <summary>Raised when the form changes.</summary>
    public const int Version = 1;

    public static void Write(TenantState tenant, Stream file)
    {
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Line(json, file, () =>
        {
            json.WriteNumber("version", Version);
            json.WriteNumber("seed", tenant.Options.Seed);
            json.WriteNumber("ids", tenant.Ids.Count);
        });
        foreach (var site in tenant.Sites)
        {
            Line(json, file, () => WriteSite(json, site));
            foreach (var list in site.Lists)
            {
                Line(json, file, () => WriteList(json, list));
                // In the order of changes, so that the log can be made again.
                for (var index = 0; index < list.Log.Count; index++)
                {
                    var (change, id) = list.Log.At(index);
                    if (list.FindAny(id) is { } item && item.Change == change)
                    {
                        Line(json, file, () => WriteItem(json, item));
                    }
                }
            }
        }
    }

    private static void Line(Utf8JsonWriter json, Stream file, Action write)
    {
        json.WriteStartObject();
        write();
        json.WriteEndObject();
        json.Flush();
        file.WriteByte((byte)'\n');
        json.Reset();
    }

    private static void WriteSite(Utf8JsonWriter json, Site site)
    {
        json.WriteString("site", site.Path);
        json.WriteString("host", site.Host);
        json.WriteString("collection", site.CollectionId);
        json.WriteString("web", site.WebId);
        json.WriteString("name", site.DisplayName);
        json.WriteString("created", site.Created);
        json.WriteString("zone", site.TimeZone.Id);
        json.WriteStartArray("actors");
        foreach (var actor in site.Actors.Values)
        {
            json.WriteStartObject();
            json.WriteBoolean("app", actor.IsApp);
            json.WriteString("id", actor.Id);
            json.WriteString("name", actor.DisplayName);
            json.WriteString("email", actor.Email);
            json.WriteNumber("lookup", actor.LookupId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, SharePointList list)
    {
        json.WriteString("list", list.Id);
        json.WriteString("name", list.Name);
        json.WriteString("title", list.DisplayName);
        json.WriteString("description", list.Description);
        json.WriteString("template", list.Template);
        json.WriteBoolean("system", list.IsSystem);
        json.WriteString("contentType", list.ContentTypeId);
        json.WriteString("created", list.Created);
        json.WriteString("modified", list.Modified);
        json.WriteNumber("version", list.Version);
        json.WriteNumber("lastId", list.LastId);
        json.WriteNumber("lastChange", list.Log.Last);
        json.WriteStartArray("columns");
        foreach (var column in list.Columns)
        {
            json.WriteStartObject();
            json.WriteString("id", column.Id);
            json.WriteString("name", column.Name);
            json.WriteString("title", column.DisplayName);
            json.WriteNumber("kind", (int)column.Kind);
            json.WriteString("facetName", column.FacetName);
            json.WritePropertyName("facet");
            column.Facet.WriteTo(json);
            json.WriteNumber("slot", column.Slot);
            json.WriteString("description", column.Description);
            json.WriteString("group", column.ColumnGroup);
            json.WriteBoolean("hidden", column.Hidden);
            json.WriteBoolean("indexed", column.Indexed);
            json.WriteBoolean("unique", column.Unique);
            json.WriteBoolean("readOnly", column.ReadOnly);
            json.WriteBoolean("required", column.Required);
            json.WriteString("default", column.Default);
            json.WriteString("formula", column.DefaultFormula);
            json.WriteBoolean("builtIn", column.BuiltIn);
            json.WriteString("partner", column.Partner?.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteItem(Utf8JsonWriter json, ListItem item)
    {
        json.WriteNumber("item", item.Id);
        json.WriteNumber("version", item.Version);
        json.WriteNumber("change", item.Change);
        json.WriteString("created", item.Created);
        json.WriteString("modified", item.Modified);
        json.WriteString("by", item.CreatedBy.Id);
        json.WriteString("changedBy", item.ModifiedBy.Id);
        json.WriteBoolean("deleted", item.IsDeleted);
        json.WriteStartArray("values");
        foreach (var value in item.Values)
        {
            SavedValue.Write(json, value);
        }

        json.WriteEndArray();
    }
}
