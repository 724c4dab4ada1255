using Grpc.Core;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>The standard methods of Workspace.</summary>
internal sealed class WorkspaceResource : Resource<V1.Workspace, HelixWorkspace>
{
    /// <inheritdoc/>
    public override string Kind => "workspace";

    /// <inheritdoc/>
    public override string IdOf(V1.Workspace message) => message.Id;

    /// <inheritdoc/>
    public override string NameOf(V1.Workspace message) => message.Name;

    /// <inheritdoc/>
    public override HelixWorkspace ToRecord(V1.Workspace message) => HelixWorkspace.From(message);

    // The server has no filter here; names are compared by whoever asked.
    /// <inheritdoc/>
    public override string NameFilter(string name) => name;

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Workspace> Get(CallInvoker calls, string id, CallOptions options) => new V1.Workspaces.WorkspacesClient(calls).GetWorkspaceAsync(new V1.GetWorkspaceRequest { Id = id }, options);

    /// <inheritdoc/>
    public override async Task<Page<V1.Workspace>> ListAsync(CallInvoker calls, ListQuery query, CallOptions options)
    {
        var page = await new V1.Workspaces.WorkspacesClient(calls).ListWorkspacesAsync(new V1.ListWorkspacesRequest { PageSize = ListQuery.PageSize, PageToken = query.PageToken }, options);
        return new([.. page.Workspaces.Where(message => query.Filter.Length == 0 || string.Equals(NameOf(message), query.Filter, StringComparison.OrdinalIgnoreCase))], page.NextPageToken);
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Workspace> Create(CallInvoker calls, Change<V1.Workspace> change, CallOptions options) => new V1.Workspaces.WorkspacesClient(calls).CreateWorkspaceAsync(
        new V1.CreateWorkspaceRequest { Workspace = change.Message, RequestId = change.RequestId, ValidateOnly = change.ValidateOnly }, options);

    /// <inheritdoc/>
    public override AsyncUnaryCall<V1.Workspace> Update(CallInvoker calls, Change<V1.Workspace> change, CallOptions options) => new V1.Workspaces.WorkspacesClient(calls).UpdateWorkspaceAsync(
        new V1.UpdateWorkspaceRequest { Workspace = change.Message, UpdateMask = change.Mask, ValidateOnly = change.ValidateOnly }, options);
}
