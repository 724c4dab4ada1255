using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Control;

/// <summary>
/// What Graph does not offer about sites: make one, its time zone, its people, the recycle bin. Everything else a page does with
/// <c>/_emulator/graph/v1.0</c>, which is Graph as a person: without a token and without metering.
/// </summary>
internal sealed class SiteEndpoints(EmulatorParts parts)
{
    private static readonly EmulatorJson Json = EmulatorJson.Default;

    public void Map(IEndpointRouteBuilder control)
    {
        control.MapGet("/state", context => ControlEndpoints.WriteAsync(context, Read(), Json.StateView));
        control.MapPost("/sites", context => ControlEndpoints.ChangeAsync(context, Json.SiteForm, Json.StateView, form => Make(form)));
        control.MapPatch("/sites/{site}", context => ControlEndpoints.ChangeAsync(context, Json.SiteForm, Json.StateView, form => InSite(context, site =>
        {
            site.TimeZone = Zone(form.TimeZone ?? site.TimeZone.Id);
            return Read();
        })));
        control.MapPost("/sites/{site}/people", context => ControlEndpoints.ChangeAsync(context, Json.Person, Json.Person, person => InSite(context, site =>
            person with { Id = parts.Tenant.Person(site, person.Name, person.Email).LookupId })));
        control.MapGet("/sites/{site}/lists/{list}/recyclebin", context => AnswerAsync(context, Bin));
        control.MapPost("/sites/{site}/lists/{list}/recyclebin/{id:int}/restore", context => AnswerAsync(context, list =>
        {
            list.Restore(int.Parse(Route(context, "id"), CultureInfo.InvariantCulture), parts.Tenant.Now);
            parts.Tenant.Note(list);
            return Bin(list);
        }));
    }

    private Task AnswerAsync(HttpContext context, Func<SharePointList, BinItem[]> read)
    {
        try
        {
            return ControlEndpoints.WriteAsync(context, InSite(context, site => read(GetList(context, site))), Json.BinItemArray);
        }
        catch (GraphException refusal)
        {
            return ControlEndpoints.RefuseAsync(context, refusal.Status, refusal.Code, refusal.Message);
        }
    }

    private StateView Make(SiteForm form)
    {
        lock (parts.Tenant.Gate)
        {
            var path = form.Path is ['/', _, ..] ? form.Path : throw Refusals.Invalid("path has to begin with a slash.");
            parts.Tenant.AddSite(path, Zone(form.TimeZone ?? parts.Tenant.Options.TimeZone).Id);
            return Read();
        }
    }

    private StateView Read()
    {
        var tenant = parts.Tenant;
        lock (tenant.Gate)
        {
            var sites = tenant.Sites.Select(site => new SiteView(
                site.Id, site.Path, site.DisplayName, site.TimeZone.Id,
                [.. site.Lists.Select(list => new ListView(list.IdText, list.DisplayName, list.IsSystem, list.Count, list.BinCount))]));
            return new(tenant.Options.Tenant, tenant.Options.ClientId, new(parts.Clock.GetUtcNow(), parts.Clock.Scale), parts.Meter.Read(), [.. sites]);
        }
    }

    private T InSite<T>(HttpContext context, Func<Site, T> read)
    {
        lock (parts.Tenant.Gate)
        {
            return read(parts.Tenant.FindSite(Route(context, "site")) ?? throw Refusals.NotFound("site"));
        }
    }

    private static TimeZoneInfo Zone(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw Refusals.Invalid($"'{name}' is not the IANA name of a time zone.");

    private static SharePointList GetList(HttpContext context, Site site) => site.FindList(Route(context, "list")) ?? throw Refusals.NoList();

    private static BinItem[] Bin(SharePointList list) =>
        [.. list.Bin().Take(1000).Select(item => new BinItem(item.Id, item.Value(list.GetColumn("Title").Slot) as string ?? "", item.Modified))];

    private static string Route(HttpContext context, string name) => (string)context.Request.RouteValues[name]!; // The route has it.
}
