using Grpc.Core;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>The standard methods of SharePointList.</summary>
internal sealed class ListResource : Resource<V1.SharePointList, OSyncList>
{
    /// <inheritdoc/>
    public override string Kind => "list";

    /// <inheritdoc/>
    public override string NameField => "display_name";

    /// <inheritdoc/>
    public override string IdOf(V1.SharePointList message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.SharePointList message) => message.DisplayName;

    /// <inheritdoc/>
    public override OSyncList ToRecord(V1.SharePointList message) => OSyncList.From(message);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointList> Get(CallInvoker calls, string id, CallOptions options) =>
        new V1.SharePointLists.SharePointListsClient(calls).GetSharePointListAsync(new V1.GetSharePointListRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.SharePointList>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.SharePointLists.SharePointListsClient(calls).ListSharePointListsAsync(
            new V1.ListSharePointListsRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken, Filter = query.Filter, SiteId = query.ParentId }, options);
        return new([.. page.SharepointLists], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointList> Create(CallInvoker calls, Change<V1.SharePointList> change, CallOptions options) => new V1.SharePointLists.SharePointListsClient(calls).CreateSharePointListAsync(
        new V1.CreateSharePointListRequest { SharepointList = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.SharePointList> Update(CallInvoker calls, Change<V1.SharePointList> change, CallOptions options) => new V1.SharePointLists.SharePointListsClient(calls).UpdateSharePointListAsync(
        new V1.UpdateSharePointListRequest { SharepointList = change.Message, UpdateMask = change.Mask, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override Task DeleteAsync(ServerCommand command, Removal removal, CancellationToken cancellationToken) => command.CallAsync(
        (calls, options) => new V1.SharePointLists.SharePointListsClient(calls).DeleteSharePointListAsync(
            new V1.DeleteSharePointListRequest { Id = removal.Id, Etag = removal.Etag, RequestId = removal.RequestId, ValidateOnly = removal.ValidateOnly }, options),
        cancellationToken);
}
