using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>The standard methods of SharePointConnection.</summary>
internal sealed class ConnectionResource : Resource<V1.SharePointConnection, OSyncConnection>
{
    /// <inheritdoc/>
    public override string Kind => "connection";

    /// <inheritdoc/>
    public override string IdOf(V1.SharePointConnection message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.SharePointConnection message) => message.Name;

    /// <inheritdoc/>
    public override OSyncConnection ToRecord(V1.SharePointConnection message) => OSyncConnection.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointConnection> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.SharePointConnections.SharePointConnectionsClient(calls).GetSharePointConnectionAsync(new V1.GetSharePointConnectionRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.SharePointConnection>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.SharePointConnections.SharePointConnectionsClient(calls).ListSharePointConnectionsAsync(
            new V1.ListSharePointConnectionsRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter }, options);
        return new([.. page.SharepointConnections], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointConnection> Create(CallInvoker calls, Change<V1.SharePointConnection> change, CallOptions options) => new V1.SharePointConnections.SharePointConnectionsClient(calls).CreateSharePointConnectionAsync(
        new V1.CreateSharePointConnectionRequest { SharepointConnection = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointConnection> Update(CallInvoker calls, Change<V1.SharePointConnection> change, CallOptions options) => new V1.SharePointConnections.SharePointConnectionsClient(calls).UpdateSharePointConnectionAsync(
        new V1.UpdateSharePointConnectionRequest { SharepointConnection = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.SharePointConnections.SharePointConnectionsClient(calls).DeleteSharePointConnectionAsync(
            new V1.DeleteSharePointConnectionRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
