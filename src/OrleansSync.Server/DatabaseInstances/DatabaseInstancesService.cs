using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Databases;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;

namespace OrleansSync.Server.DatabaseInstances;

/// <summary>Database instances over gRPC.</summary>
internal sealed class DatabaseInstancesService(CatalogHandler<InstanceSpec, V1.DatabaseInstance> handler, InstanceTestHandler tests) : V1.DatabaseInstances.DatabaseInstancesBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.DatabaseInstance> CreateDatabaseInstance(V1.CreateDatabaseInstanceRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.DatabaseInstance, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.DatabaseInstance> GetDatabaseInstance(V1.GetDatabaseInstanceRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListDatabaseInstancesResponse> ListDatabaseInstances(V1.ListDatabaseInstancesRequest request, ServerCallContext context)
    {
        var response = new V1.ListDatabaseInstancesResponse();
        response.NextPageToken = await handler.ListAsync(request.DatabaseId, request.PageSize, request.PageToken, request.Filter, context, response.DatabaseInstances.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.DatabaseInstance> UpdateDatabaseInstance(V1.UpdateDatabaseInstanceRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.DatabaseInstance, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteDatabaseInstanceResponse> DeleteDatabaseInstance(V1.DeleteDatabaseInstanceRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteDatabaseInstanceResponse();
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.TestDatabaseInstanceResponse> TestDatabaseInstance(V1.TestDatabaseInstanceRequest request, ServerCallContext context) =>
        tests.TestAsync(request, context.CancellationToken);
}
