using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Sites (3.1 to 3.3).</summary>
internal static class SiteOperations
{
    public static void Get(GraphCall call) => Write(call.Reply.Json, call.RequireSite(), $"{call.Request.Root}/$metadata#sites/$entity");

    public static void Search(GraphCall call)
    {
        if (call.Request.Query.Keys.FirstOrDefault(key => key is not ("search" or "$search" or "$top" or "$select")) is { } unknown)
        {
            throw Refusals.Invalid($"The query option '{unknown}' is not supported.");
        }

        var text = call.Request.Query.GetValueOrDefault("search") ?? call.Request.Query.GetValueOrDefault("$search") ?? throw Refusals.Invalid("A search of sites needs the option search.");
        WriteAll(call, call.Tenant.Sites.Where(site => text is "*" or "" || site.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase) || site.WebUrl.Contains(text, StringComparison.OrdinalIgnoreCase)));
    }

    public static void GetAll(GraphCall call) => WriteAll(call, call.Tenant.Sites);

    private static void WriteAll(GraphCall call, IEnumerable<Site> sites)
    {
        call.BeginCollection("sites");
        foreach (var site in sites)
        {
            Write(call.Reply.Json, site, null);
        }

        call.EndCollection();
    }

    private static void Write(Utf8JsonWriter json, Site site, string? context)
    {
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteString("@odata.context", context);
        }

        json.WriteString("createdDateTime", FieldText.Of(site.Created));
        json.WriteString("id", site.Id);
        json.WriteString("lastModifiedDateTime", FieldText.Of(site.Created));
        json.WriteString("name", site.Name);
        json.WriteString("webUrl", site.WebUrl);
        json.WriteString("displayName", site.DisplayName);
        if (site.Path.Length == 0)
        {
            json.WriteStartObject("root");
            json.WriteEndObject();
        }

        json.WriteStartObject("siteCollection");
        json.WriteString("hostname", site.Host);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
