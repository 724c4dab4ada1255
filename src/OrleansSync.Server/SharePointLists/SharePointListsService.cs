using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SharePointLists;

/// <summary>SharePoint lists over gRPC.</summary>
internal sealed class SharePointListsService(
    CatalogHandler<ListSpec, V1.SharePointList> handler, SharePointListNoun noun, ListProvisioningHandler provisioning, IResources<ListSpec> lists, IResources<SiteSpec> sites, ITenantDirectory tenants, TimeProvider clock)
    : V1.SharePointLists.SharePointListsBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointList> CreateSharePointList(V1.CreateSharePointListRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.SharepointList, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.SharePointList> GetSharePointList(V1.GetSharePointListRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSharePointListsResponse> ListSharePointLists(V1.ListSharePointListsRequest request, ServerCallContext context)
    {
        var response = new V1.ListSharePointListsResponse();
        response.NextPageToken = await handler.ListAsync(request.SiteId, request.PageSize, request.PageToken, request.Filter, context, response.SharepointLists.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointList> UpdateSharePointList(V1.UpdateSharePointListRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.SharepointList, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteSharePointListResponse> DeleteSharePointList(V1.DeleteSharePointListRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteSharePointListResponse();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SearchSharePointListsResponse> SearchSharePointLists(V1.SearchSharePointListsRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.SiteId, "site_id");
        var site = await sites.FindAsync(id, context.CancellationToken) ?? throw SyncException.NotFound("SharePoint site", id);
        var all = await tenants.ListListsAsync(site.Spec.ConnectionId, site.Spec.GraphId, context.CancellationToken);
        var declared = (await lists.ListAllAsync(id, context.CancellationToken)).ToDictionary(list => list.Spec.ListGuid, list => list.Id.ToString("D"));
        return new V1.SearchSharePointListsResponse
        {
            Lists = { all.Select(list => new V1.FoundList { ListGuid = list.ListGuid.ToString("D"), DisplayName = list.DisplayName, SharepointListId = declared.GetValueOrDefault(list.ListGuid, "") }) },
        };
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.SharePointList> RefreshSharePointList(V1.RefreshSharePointListRequest request, ServerCallContext context)
    {
        var known = await handler.GetResourceAsync(RequestFields.ReadId(request.Id, "id"), context.CancellationToken);
        var site = await sites.FindAsync(known.Spec.SiteId, context.CancellationToken) ?? throw SyncException.NotFound("SharePoint site", known.Spec.SiteId);
        var changed = known.Change(await noun.ReadAsync(known.Spec, site.Spec, context.CancellationToken), clock.Now());
        return handler.ToMessage(changed.Revision == known.Revision ? known : await lists.UpdateAsync(changed, request: null, context.CancellationToken));
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.ProvisionSharePointListResponse> ProvisionSharePointList(V1.ProvisionSharePointListRequest request, ServerCallContext context) =>
        provisioning.ProvisionAsync(request, context);
}
