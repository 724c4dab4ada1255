using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>The standard methods of Database.</summary>
internal sealed class DatabaseResource : Resource<V1.Database, OSyncDatabase>
{
    /// <inheritdoc/>
    public override string Kind => "database";

    /// <inheritdoc/>
    public override string IdOf(V1.Database message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.Database message) => message.Name;

    /// <inheritdoc/>
    public override OSyncDatabase ToRecord(V1.Database message) => OSyncDatabase.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Database> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.Databases.DatabasesClient(calls).GetDatabaseAsync(new V1.GetDatabaseRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.Database>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.Databases.DatabasesClient(calls).ListDatabasesAsync(
            new V1.ListDatabasesRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter, ApplicationId = query.ParentId }, options);
        return new([.. page.Databases], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Database> Create(CallInvoker calls, Change<V1.Database> change, CallOptions options) => new V1.Databases.DatabasesClient(calls).CreateDatabaseAsync(
        new V1.CreateDatabaseRequest { Database = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Database> Update(CallInvoker calls, Change<V1.Database> change, CallOptions options) => new V1.Databases.DatabasesClient(calls).UpdateDatabaseAsync(
        new V1.UpdateDatabaseRequest { Database = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.Databases.DatabasesClient(calls).DeleteDatabaseAsync(
            new V1.DeleteDatabaseRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
