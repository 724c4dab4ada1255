using System.Security.Cryptography;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.HelixCli;

/// <summary>
/// Who calls with which key, and what they may see: what is not there is NOT_FOUND, what belongs to others is ACCESS_DENIED.
/// </summary>
internal sealed class CliAccess(IKeys keys, IWorkspaces workspaces, IProjects projects, IClusters clusters, IIdSource ids, TimeProvider clock)
{
    /// <summary>The header that holds a person's key.</summary>
    public const string Header = "x-api-key";

    private const string Denied = "Access denied";

    /// <summary>The person whose key it is, or null.</summary>
    public async Task<UserId?> FindUserAsync(string presented, CancellationToken cancellationToken)
    {
        if (HelixKey.Parse(presented.Trim()) is not { } key || await keys.FindAsync(key.Id, cancellationToken) is not { } record)
        {
            return null;
        }

        return record is { Owner: KeyOwner.User, RevokedAt: null } && key.Matches(record.SecretHash.AsSpan()) ? new UserId(record.OwnerId) : null;
    }

    /// <summary>A new key; what is stored of it and the key itself.</summary>
    public (KeyRecord Record, string Key) Draw(KeyOwner owner, Guid ownerId)
    {
        var key = new HelixKey(ids.Next(), RandomNumberGenerator.GetBytes(HelixKey.SecretBytes));
        return (key.ToRecord(owner, ownerId, clock.Now()), key.Reveal());
    }

    /// <summary>The workspace, if the person has at least this role in it.</summary>
    public async Task<Workspace> GetWorkspaceAsync(UserId user, string id, MemberRole least, CancellationToken cancellationToken)
    {
        var workspace = await FindAsync(id, guid => workspaces.FindAsync(new WorkspaceId(guid), cancellationToken), "workspace");
        await RequireAsync(user, workspace.Id, least, cancellationToken);
        return workspace;
    }

    /// <summary>The project, if the person has at least this role in its workspace.</summary>
    public async Task<Project> GetProjectAsync(UserId user, string id, MemberRole least, CancellationToken cancellationToken)
    {
        var project = await FindAsync(id, guid => projects.FindAsync(new ProjectId(guid), cancellationToken), "project");
        await RequireAsync(user, project.WorkspaceId, least, cancellationToken);
        return project;
    }

    /// <summary>The cluster of this kind and its project, if the person has at least this role in their workspace.</summary>
    public async Task<(Project Project, Cluster Cluster)> GetClusterAsync(UserId user, string id, ClusterKind kind, MemberRole least, CancellationToken cancellationToken)
    {
        var cluster = await FindAsync(id, guid => clusters.FindAsync(new ClusterId(guid), cancellationToken), "cluster");
        var project = await projects.FindAsync(cluster.ProjectId, cancellationToken) ?? throw NotFound("project");
        await RequireAsync(user, project.WorkspaceId, least, cancellationToken);
        return cluster.Kind == kind ? (project, cluster) : throw NotFound($"{kind.ToString().ToLowerInvariant()} cluster");
    }

    private static async Task<T> FindAsync<T>(string id, Func<Guid, Task<T?>> find, string noun)
        where T : class => (Guid.TryParseExact(id, "D", out var guid) ? await find(guid) : null) ?? throw NotFound(noun);

    private static SyncException NotFound(string noun) => new(SyncError.NotFound, $"There is no {noun} with this id.");

    private async Task RequireAsync(UserId user, WorkspaceId workspace, MemberRole least, CancellationToken cancellationToken)
    {
        var role = await workspaces.GetRoleAsync(workspace, user, cancellationToken);
        if (role is MemberRole.Unspecified)
        {
            throw new SyncException(SyncError.AccessDenied, Denied);
        }

        if (role < least)
        {
            throw new SyncException(
                SyncError.AccessDenied, $"{Denied}: this needs the role {least.ToString().ToLowerInvariant()} in the workspace; yours is {role.ToString().ToLowerInvariant()}.");
        }
    }
}
