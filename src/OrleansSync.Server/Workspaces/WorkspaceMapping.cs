using Google.Protobuf.WellKnownTypes;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.Workspaces;

/// <summary>Workspaces between the protocol and Helix.</summary>
internal static class WorkspaceMapping
{
    public static V1.Workspace ToProto(this Workspace workspace) => new()
    {
        Id = workspace.Id.ToString(),
        Etag = workspace.Etag,
        Name = workspace.Name,
        UrlSlug = workspace.UrlSlug,
        Type = (V1.WorkspaceType)workspace.Type,
        Plan = workspace.Plan,
        HasBilling = workspace.HasBilling,
        CreateTime = Timestamp.FromDateTimeOffset(workspace.CreatedAt),
        UpdateTime = Timestamp.FromDateTimeOffset(workspace.UpdatedAt),
    };

    public static V1.WorkspaceMember ToProto(this Member member) => new()
    {
        UserId = member.User.Id.ToString(),
        GithubId = member.User.GithubId,
        GithubLogin = member.User.Login,
        Name = member.User.Name,
        Email = member.User.Email,
        Role = (V1.WorkspaceRole)member.Role,
    };
}
