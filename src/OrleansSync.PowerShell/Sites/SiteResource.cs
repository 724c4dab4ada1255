using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>The standard methods of SharePointSite.</summary>
internal sealed class SiteResource : Resource<V1.SharePointSite, OSyncSite>
{
    /// <inheritdoc/>
    public override string Kind => "site";

    /// <inheritdoc/>
    public override string NameField => "site_url";

    /// <inheritdoc/>
    public override string IdOf(V1.SharePointSite message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.SharePointSite message) => message.SiteUrl;

    /// <inheritdoc/>
    public override OSyncSite ToRecord(V1.SharePointSite message) => OSyncSite.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointSite> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.SharePointSites.SharePointSitesClient(calls).GetSharePointSiteAsync(new V1.GetSharePointSiteRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.SharePointSite>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.SharePointSites.SharePointSitesClient(calls).ListSharePointSitesAsync(
            new V1.ListSharePointSitesRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter, ConnectionId = query.ParentId }, options);
        return new([.. page.SharepointSites], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointSite> Create(CallInvoker calls, Change<V1.SharePointSite> change, CallOptions options) => new V1.SharePointSites.SharePointSitesClient(calls).CreateSharePointSiteAsync(
        new V1.CreateSharePointSiteRequest { SharepointSite = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointSite> Update(CallInvoker calls, Change<V1.SharePointSite> change, CallOptions options) => new V1.SharePointSites.SharePointSitesClient(calls).UpdateSharePointSiteAsync(
        new V1.UpdateSharePointSiteRequest { SharepointSite = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.SharePointSites.SharePointSitesClient(calls).DeleteSharePointSiteAsync(
            new V1.DeleteSharePointSiteRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
