using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Saving;

/// <summary>Reads what <see cref="StateWriter"/> wrote into an empty state.</summary>
internal static class StateReader
{
    private static readonly Actor System = new(false, Guid.Empty, "System Account", "", TenantState.SystemAccountId);

    public static void Read(TenantState tenant, TextReader file)
    {
        Site? site = null;
        SharePointList? list = null;
        while (file.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement;
            if (row.TryGetProperty("item", out var item))
            {
                ReadItem(site!, list!, item.GetInt32(), row); // The writer puts items behind their list.
            }
            else if (row.TryGetProperty("list", out _))
            {
                list = ReadList(site!, row); // The writer puts lists behind their site.
                site!.Add(list);
                site.Users = list.Name == "users" && list.IsSystem ? list : site.Users;
            }
            else if (row.TryGetProperty("site", out _))
            {
                site = ReadSite(row);
                tenant.Load(site);
            }
            else
            {
                tenant.Ids.Count = row.GetProperty("version").GetInt32() == StateWriter.Version && row.GetProperty("seed").GetUInt64() == tenant.Options.Seed
                    ? row.GetProperty("ids").GetUInt64()
                    : throw new FormatException("It was saved with another seed or by another version.");
            }
        }
    }

    private static Site ReadSite(JsonElement row)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Text(row, "zone"));
        var site = new Site(Text(row, "host"), Text(row, "site"), row.GetProperty("collection").GetGuid(), row.GetProperty("web").GetGuid(), row.GetProperty("created").GetDateTime(), zone) { DisplayName = Text(row, "name") };
        foreach (var actor in row.GetProperty("actors").EnumerateArray())
        {
            var id = actor.GetProperty("id").GetGuid();
            site.Actors[id] = new(actor.GetProperty("app").GetBoolean(), id, Text(actor, "name"), Text(actor, "email"), actor.GetProperty("lookup").GetInt32());
        }

        return site;
    }

    private static SharePointList ReadList(Site site, JsonElement row)
    {
        var list = new SharePointList(site, row.GetProperty("list").GetGuid(), Text(row, "name"), Text(row, "title"), row.GetProperty("created").GetDateTime())
        {
            Description = Text(row, "description"),
            Template = Text(row, "template"),
            IsSystem = row.GetProperty("system").GetBoolean(),
            ContentTypeId = Text(row, "contentType"),
            Modified = row.GetProperty("modified").GetDateTime(),
            Version = row.GetProperty("version").GetInt32(),
        };
        foreach (var column in row.GetProperty("columns").EnumerateArray())
        {
            list.Add(ReadColumn(list, column));
        }

        list.LoadLastId(row.GetProperty("lastId").GetInt32());
        list.Log.Load(0, 0, row.GetProperty("lastChange").GetInt64());
        return list;
    }

    private static Column ReadColumn(SharePointList list, JsonElement row) => new()
    {
        Id = row.GetProperty("id").GetGuid(),
        Name = Text(row, "name"),
        DisplayName = Text(row, "title"),
        Kind = (ColumnKind)row.GetProperty("kind").GetInt32(),
        FacetName = row.GetProperty("facetName").GetString(),
        Facet = JsonNode.Parse(row.GetProperty("facet").GetRawText())!.AsObject(), // The writer writes an object.
        Slot = row.GetProperty("slot").GetInt32(),
        Description = Text(row, "description"),
        ColumnGroup = Text(row, "group"),
        Hidden = row.GetProperty("hidden").GetBoolean(),
        Indexed = row.GetProperty("indexed").GetBoolean(),
        Unique = row.GetProperty("unique").GetBoolean(),
        ReadOnly = row.GetProperty("readOnly").GetBoolean(),
        Required = row.GetProperty("required").GetBoolean(),
        Default = row.GetProperty("default").GetString(),
        DefaultFormula = row.GetProperty("formula").GetString(),
        BuiltIn = row.GetProperty("builtIn").GetBoolean(),
        Partner = row.GetProperty("partner").GetString() is { } partner ? list.FindColumn(partner) : null,
    };

    private static void ReadItem(Site site, SharePointList list, int id, JsonElement row)
    {
        Actor Who(string name) => site.Actors.GetValueOrDefault(row.GetProperty(name).GetGuid(), System);
        var item = new ListItem(id, [.. row.GetProperty("values").EnumerateArray().Select(SavedValue.Read)], Who("by"), row.GetProperty("created").GetDateTime())
        {
            Version = row.GetProperty("version").GetInt32(),
            Change = row.GetProperty("change").GetInt64(),
            Modified = row.GetProperty("modified").GetDateTime(),
            ModifiedBy = Who("changedBy"),
            IsDeleted = row.GetProperty("deleted").GetBoolean(),
        };
        list.Load(item);
        list.Log.Load(item.Change, id, Math.Max(list.Log.Last, item.Change));
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
