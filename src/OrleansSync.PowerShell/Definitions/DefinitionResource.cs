using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>The standard methods of SyncDefinition.</summary>
internal sealed class DefinitionResource : Resource<V1.SyncDefinition, OSyncDefinition>
{
    /// <inheritdoc/>
    public override string Kind => "definition";

    /// <inheritdoc/>
    public override string IdOf(V1.SyncDefinition message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.SyncDefinition message) => message.Name;

    /// <inheritdoc/>
    public override OSyncDefinition ToRecord(V1.SyncDefinition message) => OSyncDefinition.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SyncDefinition> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.SyncDefinitions.SyncDefinitionsClient(calls).GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.SyncDefinition>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.SyncDefinitions.SyncDefinitionsClient(calls).ListSyncDefinitionsAsync(
            new V1.ListSyncDefinitionsRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter }, options);
        return new([.. page.SyncDefinitions], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SyncDefinition> Create(CallInvoker calls, Change<V1.SyncDefinition> change, CallOptions options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).CreateSyncDefinitionAsync(
        new V1.CreateSyncDefinitionRequest { SyncDefinition = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SyncDefinition> Update(CallInvoker calls, Change<V1.SyncDefinition> change, CallOptions options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).UpdateSyncDefinitionAsync(
        new V1.UpdateSyncDefinitionRequest { SyncDefinition = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).DeleteSyncDefinitionAsync(
            new V1.DeleteSyncDefinitionRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
