using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Projects;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Projects;

/// <summary>Projects over gRPC: translates, and decides nothing.</summary>
internal sealed class ProjectsService(IGrainFactory grains, IProjects projects, IWorkspaces workspaces, IIdSource ids) : V1.Projects.ProjectsBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.Project> CreateProject(V1.CreateProjectRequest request, ServerCallContext context)
    {
        var project = request.Project ?? throw SyncException.Invalid("project", "is required.");
        var workspace = new WorkspaceId(RequestFields.ReadId(project.WorkspaceId, "project.workspace_id"));
        var requestKey = HelixRequests.Read(request, request.RequestId, context);
        var answer = ToProto(await GetGrain(ids.Next()).CreateAsync(workspace, project.Name, requestKey, request.ValidateOnly, context.CancellationToken));
        if (request.ValidateOnly)
        {
            (answer.Id, answer.Etag) = ("", "");
        }

        return answer;
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.Project> GetProject(V1.GetProjectRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        return ToProto(await GetGrain(id).FindAsync(context.CancellationToken) ?? throw SyncException.NotFound("project", id));
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListProjectsResponse> ListProjects(V1.ListProjectsRequest request, ServerCallContext context)
    {
        var workspace = RequestFields.ReadId(request.WorkspaceId, "workspace_id");
        var size = RequestFields.ReadPageSize(request.PageSize);
        var query = $"{context.Method}\n{workspace}";
        var after = PageToken.Read(request.PageToken, query) is { } id ? new ProjectId(id) : (ProjectId?)null;
        _ = await workspaces.FindAsync(new WorkspaceId(workspace), context.CancellationToken) ?? throw SyncException.NotFound("workspace", workspace);
        var page = await projects.ListAsync(new WorkspaceId(workspace), after, size + 1, context.CancellationToken);
        var response = new V1.ListProjectsResponse { NextPageToken = page.Length > size ? PageToken.Write(page[size - 1].Id.Value, query) : "" };
        response.Projects.AddRange(page.Take(size).Select(ToProto));
        return response;
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.Project> RenameProject(V1.RenameProjectRequest request, ServerCallContext context) => ToProto(
        await GetGrain(RequestFields.ReadId(request.Id, "id")).RenameAsync(request.Name, request.Etag, request.ValidateOnly, context.CancellationToken));

    private static V1.Project ToProto(Project project) => new()
    {
        Id = project.Id.ToString(),
        Etag = project.Etag,
        WorkspaceId = project.WorkspaceId.ToString(),
        Name = project.Name,
        CreateTime = Timestamp.FromDateTimeOffset(project.CreatedAt),
        UpdateTime = Timestamp.FromDateTimeOffset(project.UpdatedAt),
    };

    private IProjectGrain GetGrain(Guid id) => grains.GetGrain<IProjectGrain>(id);
}
