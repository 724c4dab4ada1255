using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Databases;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;

namespace OrleansSync.Server.Databases;

/// <summary>Databases over gRPC.</summary>
internal sealed class DatabasesService(CatalogHandler<DatabaseSpec, V1.Database> handler) : V1.Databases.DatabasesBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.Database> CreateDatabase(V1.CreateDatabaseRequest request, ServerCallContext context) =>
        handler.CreateAsync(request, request.Database, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override Task<V1.Database> GetDatabase(V1.GetDatabaseRequest request, ServerCallContext context) => handler.GetAsync(request.Id, context);

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListDatabasesResponse> ListDatabases(V1.ListDatabasesRequest request, ServerCallContext context)
    {
        var response = new V1.ListDatabasesResponse();
        response.NextPageToken = await handler.ListAsync(request.ApplicationId, request.PageSize, request.PageToken, request.Filter, context, response.Databases.Add);
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override Task<V1.Database> UpdateDatabase(V1.UpdateDatabaseRequest request, ServerCallContext context) =>
        handler.UpdateAsync(request, request.Database, request.UpdateMask, request.RequestId, request.ValidateOnly, context);

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.DeleteDatabaseResponse> DeleteDatabase(V1.DeleteDatabaseRequest request, ServerCallContext context)
    {
        await handler.DeleteAsync(request, request.Id, request.Etag, request.RequestId, request.ValidateOnly, context);
        return new V1.DeleteDatabaseResponse();
    }
}
