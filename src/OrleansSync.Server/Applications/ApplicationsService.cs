using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Applications;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;

namespace OrleansSync.Server.Applications;

/// <summary>Applications over gRPC.</summary>
internal sealed class ApplicationsService(CatalogHandler<ApplicationSpec, V1.Application> handler) : V1.Applications.ApplicationsBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.Application> CreateApplication(V1.CreateApplicationRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.Application, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.Application> GetApplication(V1.GetApplicationRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListApplicationsResponse> ListApplications(V1.ListApplicationsRequest request, ServerCallContext context)
    {
        var response = new V1.ListApplicationsResponse();
        response.NextPageToken = await handler.ListAsync("", request.PageSize, request.PageToken, request.Filter, context, response.Applications.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.Application> UpdateApplication(V1.UpdateApplicationRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.Application, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteApplicationResponse> DeleteApplication(V1.DeleteApplicationRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteApplicationResponse();
    }
}
