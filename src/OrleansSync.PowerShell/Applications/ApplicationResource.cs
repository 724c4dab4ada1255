using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>The standard methods of Application.</summary>
internal sealed class ApplicationResource : Resource<V1.Application, OSyncApplication>
{
    /// <inheritdoc/>
    public override string Kind => "application";

    /// <inheritdoc/>
    public override string IdOf(V1.Application message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.Application message) => message.Name;

    /// <inheritdoc/>
    public override OSyncApplication ToRecord(V1.Application message) => OSyncApplication.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Application> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.Applications.ApplicationsClient(calls).GetApplicationAsync(new V1.GetApplicationRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.Application>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.Applications.ApplicationsClient(calls).ListApplicationsAsync(
            new V1.ListApplicationsRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter }, options);
        return new([.. page.Applications], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Application> Create(CallInvoker calls, Change<V1.Application> change, CallOptions options) => new V1.Applications.ApplicationsClient(calls).CreateApplicationAsync(
        new V1.CreateApplicationRequest { Application = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Application> Update(CallInvoker calls, Change<V1.Application> change, CallOptions options) => new V1.Applications.ApplicationsClient(calls).UpdateApplicationAsync(
        new V1.UpdateApplicationRequest { Application = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.Applications.ApplicationsClient(calls).DeleteApplicationAsync(
            new V1.DeleteApplicationRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
