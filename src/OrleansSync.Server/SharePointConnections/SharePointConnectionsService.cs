using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;
using OrleansSync.Server.SharePointSites;

namespace OrleansSync.Server.SharePointConnections;

/// <summary>SharePoint connections over gRPC.</summary>
internal sealed class SharePointConnectionsService(CatalogHandler<ConnectionSpec, V1.SharePointConnection> handler, IBudgets budgets, ITenantProbe probe)
    : V1.SharePointConnections.SharePointConnectionsBase
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

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.TestSharePointConnectionResponse> TestSharePointConnection(V1.TestSharePointConnectionRequest request, ServerCallContext context)
    {
        var connection = await handler.GetResourceAsync(RequestFields.ReadId(request.Id, "id"), context.CancellationToken);
        var test = await probe.TestConnectionAsync(connection.Id, ReadSite(request.SiteUrl, connection.Spec), context.CancellationToken);
        return new V1.TestSharePointConnectionResponse
        {
            Steps = { test.Steps.Select(TenantTestMapping.ToProto) },
            Facts = { test.Facts.Select(TenantTestMapping.ToProto) },
            Features = { test.Features.Select(TenantTestMapping.ToProto) },
        };
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ResourceBudget> GetResourceBudget(V1.GetResourceBudgetRequest request, ServerCallContext context)
    {
        var connection = await handler.GetResourceAsync(RequestFields.ReadId(request.Id, "id"), context.CancellationToken);
        var view = await budgets.Of(connection.Spec.TenantId, connection.Spec.ClientId, connection.Spec.Budget).LookAsync(context.CancellationToken);
        return new V1.ResourceBudget
        {
            UnitsPerMinute = view.UnitsPerMinute,
            UnitsUsedInMinute = view.UsedInMinute,
            UnitsPerDay = view.UnitsPerDay,
            UnitsUsedInDay = view.UsedInDay,
            WaitingDefinitions = view.Waiting,
            WaitUntilTime = view.WaitsUntil is { } until ? Timestamp.FromDateTimeOffset(until) : null,
        };
    }

    private static Uri? ReadSite(string siteUrl, ConnectionSpec connection)
    {
        if (siteUrl.Length == 0)
        {
            return null;
        }

        if (SiteSpec.CheckSiteUrl(siteUrl) is { } problem)
        {
            throw SyncException.Invalid("site_url", problem);
        }

        var url = new Uri(siteUrl);
        return url.Host.Equals(connection.Hostname, StringComparison.OrdinalIgnoreCase) ? url : throw SyncException.Invalid("site_url", $"is not on the host of the connection, {connection.Hostname}.");
    }
}
