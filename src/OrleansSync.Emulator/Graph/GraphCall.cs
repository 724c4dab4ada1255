using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Queries;

namespace OrleansSync.Emulator.Graph;

/// <summary>A request on its way to an answer, with what its path named.</summary>
/// <param name="Site">The site that the path names, or null.</param>
/// <param name="Arguments">The segments of the path that stand for something, in order.</param>
/// <param name="Effects">What a fault does to the answer.</param>
internal sealed record GraphCall(TenantState Tenant, GraphRequest Request, GraphReply Reply, Site? Site, string[] Arguments, FaultEffects Effects)
{
    /// <summary>The site, or a refusal.</summary>
    public Site RequireSite() => Site ?? throw Refusals.NotFound("site");

    /// <summary>The list that the first argument names, or a refusal.</summary>
    public SharePointList RequireList() => RequireSite().FindList(Arguments[0]) ?? throw Refusals.NoList();

    /// <summary>The item that the second argument names, or a refusal.</summary>
    public ListItem RequireItem(SharePointList list) =>
        int.TryParse(Arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? list.Get(id) : throw Refusals.NoItem();

    /// <summary>Who acts.</summary>
    public Actor Actor => Request.Person is { } person ? Tenant.Person(RequireSite(), person.Name, person.Email) : Tenant.App(RequireSite());

    /// <summary>The query options for items.</summary>
    public ItemOptions ItemOptions => Queries.ItemOptions.Parse(Request.Query);

    /// <summary>The address of a site in links and contexts.</summary>
    public string SitePath => $"/sites/{RequireSite().Id}";

    /// <summary>5.3: refuses when If-Match names another version than the current one.</summary>
    public void CheckIfMatch(SharePointList list, ListItem item)
    {
        if (Request.Header("If-Match") is not { Length: > 0 } given || given.Trim() == "*")
        {
            return;
        }

        var quoted = given.Trim();
        quoted = quoted.StartsWith("W/", StringComparison.Ordinal) ? quoted[2..] : quoted;
        if (quoted.Length < 2 || quoted[0] != '"' || quoted[^1] != '"')
        {
            throw new GraphException(400, "malformedEntityTag", "The entity tag is malformed; it has to be quoted.");
        }

        var bare = quoted.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        if (!bare.Equals(list.ETagOf(item), StringComparison.OrdinalIgnoreCase))
        {
            throw Refusals.Modified(Tenant.Switches.ConflictAs409 ? 409 : 412);
        }
    }

    /// <summary>Begins a collection: its context and, if given, the link that continues it.</summary>
    public void BeginCollection(string context, string? linkName = null, string? link = null)
    {
        var json = Reply.Json;
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{Request.Root}/$metadata#{context}");
        if (linkName is not null)
        {
            json.WriteString(linkName, link);
        }

        json.WriteStartArray("value");
    }

    /// <summary>Ends a collection.</summary>
    public void EndCollection()
    {
        Reply.Json.WriteEndArray();
        Reply.Json.WriteEndObject();
    }
}
