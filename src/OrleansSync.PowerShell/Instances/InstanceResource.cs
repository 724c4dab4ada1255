using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>The standard methods of DatabaseInstance.</summary>
internal sealed class InstanceResource : Resource<V1.DatabaseInstance, OSyncInstance>
{
    /// <inheritdoc/>
    public override string Kind => "database instance";

    /// <inheritdoc/>
    public override string IdOf(V1.DatabaseInstance message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.DatabaseInstance message) => message.Name;

    /// <inheritdoc/>
    public override OSyncInstance ToRecord(V1.DatabaseInstance message) => OSyncInstance.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.DatabaseInstance> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.DatabaseInstances.DatabaseInstancesClient(calls).GetDatabaseInstanceAsync(new V1.GetDatabaseInstanceRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.DatabaseInstance>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.DatabaseInstances.DatabaseInstancesClient(calls).ListDatabaseInstancesAsync(
            new V1.ListDatabaseInstancesRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter, DatabaseId = query.ParentId }, options);
        return new([.. page.DatabaseInstances], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.DatabaseInstance> Create(CallInvoker calls, Change<V1.DatabaseInstance> change, CallOptions options) => new V1.DatabaseInstances.DatabaseInstancesClient(calls).CreateDatabaseInstanceAsync(
        new V1.CreateDatabaseInstanceRequest { DatabaseInstance = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.DatabaseInstance> Update(CallInvoker calls, Change<V1.DatabaseInstance> change, CallOptions options) => new V1.DatabaseInstances.DatabaseInstancesClient(calls).UpdateDatabaseInstanceAsync(
        new V1.UpdateDatabaseInstanceRequest { DatabaseInstance = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.DatabaseInstances.DatabaseInstancesClient(calls).DeleteDatabaseInstanceAsync(
            new V1.DeleteDatabaseInstanceRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
