using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Workspaces;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Workspaces;

/// <summary>Workspaces over gRPC: translates, and decides nothing.</summary>
internal sealed class WorkspacesService(IGrainFactory grains, IWorkspaces workspaces, IIdSource ids) : V1.Workspaces.WorkspacesBase
{
    private static readonly string[] Paths = ["name", "type", "plan", "has_billing"];

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.Workspace> CreateWorkspace(V1.CreateWorkspaceRequest request, ServerCallContext context)
    {
        var workspace = request.Workspace ?? throw SyncException.Invalid("workspace", "is required.");
        var draft = new WorkspaceDraft(workspace.Name, workspace.UrlSlug, (WorkspaceType)workspace.Type, workspace.Plan, workspace.HasHasBilling ? workspace.HasBilling : null);
        var requestKey = HelixRequests.Read(request, request.RequestId, context);
        var answer = (await GetGrain(ids.Next()).CreateAsync(draft, requestKey, request.ValidateOnly, context.CancellationToken)).ToProto();
        if (request.ValidateOnly)
        {
            (answer.Id, answer.Etag) = ("", "");
        }

        return answer;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.Workspace> GetWorkspace(V1.GetWorkspaceRequest request, ServerCallContext context) =>
        (await GetAsync(request.Id, context.CancellationToken)).ToProto();

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListWorkspacesResponse> ListWorkspaces(V1.ListWorkspacesRequest request, ServerCallContext context)
    {
        var size = RequestFields.ReadPageSize(request.PageSize);
        var after = PageToken.Read(request.PageToken, context.Method) is { } id ? new WorkspaceId(id) : (WorkspaceId?)null;
        var page = await workspaces.ListAsync(null, after, size + 1, context.CancellationToken);
        var response = new V1.ListWorkspacesResponse { NextPageToken = page.Length > size ? PageToken.Write(page[size - 1].Id.Value, context.Method) : "" };
        response.Workspaces.AddRange(page.Take(size).Select(workspace => workspace.ToProto()));
        return response;
    }

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.Workspace> UpdateWorkspace(V1.UpdateWorkspaceRequest request, ServerCallContext context)
    {
        var workspace = request.Workspace ?? throw SyncException.Invalid("workspace", "is required.");
        var id = RequestFields.ReadId(workspace.Id, "workspace.id");
        var change = ReadChange(workspace, request.UpdateMask);
        return (await GetGrain(id).UpdateAsync(change, workspace.Etag, request.ValidateOnly, context.CancellationToken)).ToProto();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListWorkspaceMembersResponse> ListWorkspaceMembers(V1.ListWorkspaceMembersRequest request, ServerCallContext context)
    {
        var workspace = await GetAsync(request.Id, context.CancellationToken);
        var response = new V1.ListWorkspaceMembersResponse();
        response.Members.AddRange((await workspaces.ListMembersAsync(workspace.Id, context.CancellationToken)).Select(member => member.ToProto()));
        return response;
    }

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.SetWorkspaceMemberResponse> SetWorkspaceMember(V1.SetWorkspaceMemberRequest request, ServerCallContext context)
    {
        var role = (MemberRole)request.Role;
        if (role is MemberRole.Unspecified || !System.Enum.IsDefined(role))
        {
            throw SyncException.Invalid("role", "is required: VIEWER, DEVELOPER or ADMIN.");
        }

        await GetGrain(RequestFields.ReadId(request.Id, "id")).SetMemberAsync(new UserId(RequestFields.ReadId(request.UserId, "user_id")), role, context.CancellationToken);
        return new V1.SetWorkspaceMemberResponse();
    }

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.RemoveWorkspaceMemberResponse> RemoveWorkspaceMember(V1.RemoveWorkspaceMemberRequest request, ServerCallContext context)
    {
        await GetGrain(RequestFields.ReadId(request.Id, "id"))
            .SetMemberAsync(new UserId(RequestFields.ReadId(request.UserId, "user_id")), MemberRole.Unspecified, context.CancellationToken);
        return new V1.RemoveWorkspaceMemberResponse();
    }

    private static WorkspaceChange ReadChange(V1.Workspace workspace, FieldMask? mask)
    {
        var paths = mask is null || mask.Paths.Count == 0 ? null : mask.Paths.ToHashSet(StringComparer.Ordinal);
        if (paths is not null && paths.FirstOrDefault(path => path != "*" && !Paths.Contains(path)) is not null)
        {
            throw SyncException.Invalid("update_mask", $"has a path that cannot be changed; the paths are {string.Join(", ", Paths)}.");
        }

        return new WorkspaceChange(
            Has("name", workspace.Name.Length > 0) ? workspace.Name : null,
            Has("type", workspace.Type != V1.WorkspaceType.Unspecified) ? (WorkspaceType)workspace.Type : null,
            Has("plan", workspace.Plan.Length > 0) ? workspace.Plan : null,
            Has("has_billing", workspace.HasHasBilling) ? workspace.HasBilling : null);

        bool Has(string path, bool isSet) => paths is null ? isSet : paths.Contains("*") || paths.Contains(path);
    }

    private async Task<Workspace> GetAsync(string text, CancellationToken cancellationToken)
    {
        var id = RequestFields.ReadId(text, "id");
        return await GetGrain(id).FindAsync(cancellationToken) ?? throw SyncException.NotFound("workspace", id);
    }

    private IWorkspaceGrain GetGrain(Guid id) => grains.GetGrain<IWorkspaceGrain>(id);
}
