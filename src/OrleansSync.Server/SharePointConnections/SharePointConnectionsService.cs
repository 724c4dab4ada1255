using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;

namespace OrleansSync.Server.SharePointConnections;

/// <summary>SharePoint connections over gRPC.</summary>
internal sealed class SharePointConnectionsService(CatalogHandler<ConnectionSpec, V1.SharePointConnection> handler) : V1.SharePointConnections.SharePointConnectionsBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointConnection> CreateSharePointConnection(V1.CreateSharePointConnectionRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.SharepointConnection, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.SharePointConnection> GetSharePointConnection(V1.GetSharePointConnectionRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSharePointConnectionsResponse> ListSharePointConnections(V1.ListSharePointConnectionsRequest request, ServerCallContext context)
    {
        var response = new V1.ListSharePointConnectionsResponse();
        response.NextPageToken = await handler.ListAsync("", request.PageSize, request.PageToken, request.Filter, context, response.SharepointConnections.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.SharePointConnection> UpdateSharePointConnection(V1.UpdateSharePointConnectionRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.SharepointConnection, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteSharePointConnectionResponse> DeleteSharePointConnection(V1.DeleteSharePointConnectionRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteSharePointConnectionResponse();
    }
}
