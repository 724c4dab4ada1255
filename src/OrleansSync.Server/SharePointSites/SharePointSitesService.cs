using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SharePointSites;

/// <summary>SharePoint sites over gRPC.</summary>
internal sealed class SharePointSitesService(CatalogHandler<SiteSpec, V1.SharePointSite> handler, ITenantDirectory tenants, ITenantProbe probe) : V1.SharePointSites.SharePointSitesBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointSite> CreateSharePointSite(V1.CreateSharePointSiteRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.SharepointSite, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.SharePointSite> GetSharePointSite(V1.GetSharePointSiteRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSharePointSitesResponse> ListSharePointSites(V1.ListSharePointSitesRequest request, ServerCallContext context)
    {
        var response = new V1.ListSharePointSitesResponse();
        response.NextPageToken = await handler.ListAsync(request.ConnectionId, request.PageSize, request.PageToken, request.Filter, context, response.SharepointSites.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointSite> UpdateSharePointSite(V1.UpdateSharePointSiteRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.SharepointSite, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteSharePointSiteResponse> DeleteSharePointSite(V1.DeleteSharePointSiteRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteSharePointSiteResponse();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SearchSharePointSitesResponse> SearchSharePointSites(V1.SearchSharePointSitesRequest request, ServerCallContext context)
    {
        var found = await tenants.SearchSitesAsync(RequestFields.ReadId(request.ConnectionId, "connection_id"), request.Text, context.CancellationToken);
        return new V1.SearchSharePointSitesResponse
        {
            Sites = { found.Select(site => new V1.FoundSite { SiteUrl = site.SiteUrl, DisplayName = site.DisplayName, GraphId = site.GraphId }) },
        };
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.TestSharePointSiteResponse> TestSharePointSite(V1.TestSharePointSiteRequest request, ServerCallContext context)
    {
        var site = await handler.GetResourceAsync(RequestFields.ReadId(request.Id, "id"), context.CancellationToken);
        var test = await probe.TestAsync(site.Spec.ConnectionId, site.Spec.GraphId, context.CancellationToken);
        return new V1.TestSharePointSiteResponse
        {
            Steps = { test.Steps.Select(TenantTestMapping.ToProto) },
            Facts = { test.Facts.Select(TenantTestMapping.ToProto) },
            Features = { test.Features.Select(TenantTestMapping.ToProto) },
        };
    }
}
