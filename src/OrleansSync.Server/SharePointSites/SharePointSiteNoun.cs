using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SharePointSites;

/// <summary>SharePoint sites between the protocol and the engine. A site is looked up when it is declared.</summary>
internal sealed class SharePointSiteNoun(IResources<ConnectionSpec> connections, ITenantDirectory tenants) : CatalogNoun<SiteSpec, V1.SharePointSite>
{
    public override string Noun => "SharePoint site";

    public override string Field => "sharepoint_site";

    public override string NameField => "site_url";

    public override IReadOnlySet<string> Given { get; } = MessageDescriptorFields.And("display_name", "graph_id");

    protected override string ParentField => "connection_id";

    public override V1.SharePointSite ToMessage(SiteSpec spec) => new()
    {
        ConnectionId = spec.ConnectionId.ToString("D"),
        SiteUrl = spec.SiteUrl,
        TimeZone = spec.TimeZone,
        Status = (V1.ResourceStatus)spec.Status,
        DisplayName = spec.DisplayName,
        GraphId = spec.GraphId,
    };

    public override SiteSpec ToSpec(V1.SharePointSite message, SiteSpec? before) => new(
        RequestFields.ReadId(message.ConnectionId, "sharepoint_site.connection_id"),
        message.SiteUrl,
        message.TimeZone,
        message.Status == V1.ResourceStatus.Unspecified ? ResourceStatus.Active : (ResourceStatus)message.Status,
        before?.DisplayName ?? "",
        before?.GraphId ?? "");

    public override async Task<SiteSpec> ResolveAsync(Guid id, SiteSpec spec, V1.SharePointSite message, SiteSpec? before, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            return spec;
        }

        if (await connections.FindAsync(spec.ConnectionId, cancellationToken) is null)
        {
            throw SyncException.NotFound("SharePoint connection", spec.ConnectionId);
        }

        var found = await tenants.FindSiteAsync(spec.ConnectionId, new Uri(spec.SiteUrl), cancellationToken)
            ?? throw new SyncException(SyncError.NotFound, "There is no such site, or the app may not see it: grant the app a role on the site (Sites.Selected), or check the address.");
        return spec with { DisplayName = found.DisplayName, GraphId = found.GraphId };
    }

    protected override IEnumerable<FieldViolation> ValidateSpec(SiteSpec spec) => spec.Validate();

    protected override IEnumerable<FieldViolation> ValidateChange(SiteSpec spec, SiteSpec? before) =>
        [.. base.ValidateChange(spec, before), .. before is not null && before.SiteUrl != spec.SiteUrl ? [new FieldViolation("sharepoint_site.site_url", "is fixed; declare the other site as well.")] : Array.Empty<FieldViolation>()];
}
