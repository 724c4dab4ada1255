using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Lists (3.4 to 3.7).</summary>
internal static class ListOperations
{
    private static readonly string[] Known = ["$select", "select", "$top", "$expand", "$skiptoken", "$filter"];

    public static void Query(GraphCall call)
    {
        CheckOptions(call);
        var site = call.RequireSite();
        var select = Select(call);
        var all = site.Lists.Where(list => !list.IsSystem || (select?.Contains("system") ?? false));
        if (call.Request.Query.GetValueOrDefault("$filter") is { } filter)
        {
            all = Filter(all, filter);
        }

        var skip = call.Request.Query.TryGetValue("$skiptoken", out var token) ? int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw Refusals.Invalid("The skip token is malformed.") : 0;
        var top = call.Request.Query.TryGetValue("$top", out var text) ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Refusals.Invalid("Invalid value for $top.") : call.Tenant.Options.PageSize;
        var page = all.Skip(skip).Take(top + 1).ToList();
        var more = page.Count > top;
        call.BeginCollection($"sites('{Uri.EscapeDataString(site.Id)}')/lists", more ? "@odata.nextLink" : null, more ? Links.WithOption(call, $"{call.SitePath}/lists", "$skiptoken", (skip + top).ToString(CultureInfo.InvariantCulture)) : null);
        foreach (var list in page.Take(top))
        {
            Write(call, list, null, select);
        }

        call.EndCollection();
    }

    public static void Get(GraphCall call)
    {
        CheckOptions(call);
        Write(call, call.RequireList(), "sites/lists/$entity", Select(call));
    }

    public static void Create(GraphCall call)
    {
        var list = ListForms.Create(call.Tenant, call.RequireSite(), call.Request.RequireBody());
        call.Reply.Status = 201;
        Write(call, list, "sites/lists/$entity", null);
    }

    public static void Patch(GraphCall call)
    {
        var list = call.RequireList();
        ListForms.Patch(call.Tenant, list, call.Request.RequireBody());
        Write(call, list, "sites/lists/$entity", null);
    }

    public static void Delete(GraphCall call)
    {
        ListForms.Delete(call.Tenant, call.RequireList());
        call.Reply.Status = 204;
    }

    private static HashSet<string>? Select(GraphCall call) =>
        (call.Request.Query.GetValueOrDefault("$select") ?? call.Request.Query.GetValueOrDefault("select"))?.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);

    private static void CheckOptions(GraphCall call)
    {
        foreach (var refused in new[] { "$skip", "$count" })
        {
            if (call.Request.Query.ContainsKey(refused))
            {
                throw Refusals.Invalid($"{refused} is not supported on this API. Only URLs returned by the API can be used to page.");
            }
        }

        if (call.Request.Query.FirstOrDefault(option => !Known.Contains(option.Key) || (option.Key == "$expand" && option.Value != "columns")) is { Key: { } unknown })
        {
            throw Refusals.Invalid($"The query option '{unknown}' is not supported.");
        }
    }

    // Callers look lists up by their name; no other filter is known to work.
    private static IEnumerable<SharePointList> Filter(IEnumerable<SharePointList> lists, string filter)
    {
        var parts = filter.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["displayName" or "name", "eq", ['\'', .. var quoted, '\'']])
        {
            throw new GraphException(400, "BadRequest", "Invalid filter clause");
        }

        var text = quoted.Replace("''", "'", StringComparison.Ordinal);
        return lists.Where(list => (parts[0] == "name" ? list.Name : list.DisplayName).Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    private static void Write(GraphCall call, SharePointList list, string? context, HashSet<string>? select)
    {
        var json = call.Reply.Json;
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteString("@odata.context", $"{call.Request.Root}/$metadata#{context}");
        }

        json.WriteString("@odata.etag", list.ETag);
        void Text(string name, string value)
        {
            if (select?.Contains(name) != false)
            {
                json.WriteString(name, value);
            }
        }

        Text("createdDateTime", FieldText.Of(list.Created));
        Text("description", list.Description);
        Text("eTag", list.ETag);
        Text("id", list.IdText);
        Text("lastModifiedDateTime", FieldText.Of(list.Modified));
        Text("name", list.Name);
        Text("webUrl", list.WebUrl);
        Text("displayName", list.DisplayName);
        if (select?.Contains("parentReference") != false)
        {
            json.WriteStartObject("parentReference");
            json.WriteString("siteId", list.Site.Id);
            json.WriteEndObject();
        }

        if (select?.Contains("list") != false)
        {
            json.WriteStartObject("list");
            json.WriteBoolean("contentTypesEnabled", false);
            json.WriteBoolean("hidden", list.IsSystem);
            json.WriteString("template", list.Template);
            json.WriteEndObject();
        }

        if (list.IsSystem && select?.Contains("system") == true)
        {
            json.WriteStartObject("system");
            json.WriteEndObject();
        }

        if (call.Request.Query.ContainsKey("$expand"))
        {
            json.WriteStartArray("columns");
            ColumnJson.WriteAll(json, list, withHidden: false, withType: false);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
