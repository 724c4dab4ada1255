using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Testing.Helix;

/// <summary>The twin of all of Helix's tables: one object, because a commit of a deployment changes its cluster too.</summary>
public sealed class InMemoryHelix : PortTwin, IUsers, IWorkspaces, IProjects, IClusters, IKeys, IDeployments, IClusterLogs
{
    private readonly Lock gate = new();
    private readonly Dictionary<UserId, User> users = [];
    private readonly Dictionary<WorkspaceId, Workspace> workspaces = [];
    private readonly Dictionary<(WorkspaceId, UserId), MemberRole> members = [];
    private readonly Dictionary<ProjectId, Project> projects = [];
    private readonly Dictionary<ClusterId, Cluster> clusters = [];
    private readonly Dictionary<Guid, KeyRecord> keys = [];
    private readonly Dictionary<DeploymentId, Deployment> deployments = [];
    private readonly Dictionary<DeploymentId, List<DeployEvent>> events = [];
    private readonly List<(ClusterId Cluster, LogLine Line)> logs = [];
    private readonly Dictionary<Guid, (ChangeRequest Request, object Answer)> requests = [];

    Task<User?> IUsers.FindAsync(UserId id, CancellationToken cancellationToken) => RunAsync("FindUser", () => users.GetValueOrDefault(id), cancellationToken);

    public Task<User> SignInAsync(User user, CancellationToken cancellationToken) => RunAsync(
        nameof(SignInAsync),
        () =>
        {
            var known = users.Values.FirstOrDefault(other => other.GithubId == user.GithubId);
            var now = user with { Id = known?.Id ?? user.Id };
            users[now.Id] = now;
            return now;
        },
        cancellationToken);

    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellationToken) => RunAsync("FindWorkspace", () => workspaces.GetValueOrDefault(id), cancellationToken);

    public Task<ImmutableArray<Workspace>> ListAsync(UserId? member, WorkspaceId? after, int limit, CancellationToken cancellationToken) => RunAsync(
        "ListWorkspaces",
        () => Page(workspaces.Values.Where(workspace => member is not { } user || members.ContainsKey((workspace.Id, user))), workspace => workspace.Id.Value, after?.Value, limit),
        cancellationToken);

    public Task<Workspace> CreateAsync(Workspace workspace, ChangeRequest? request, CancellationToken cancellationToken) => RunAsync(
        "CreateWorkspace",
        () => Once(request, () =>
        {
            Refuse(workspaces.Values.Any(other => other.UrlSlug == workspace.UrlSlug), SyncException.NameTaken("workspace", "workspace.url_slug"));
            return workspaces[workspace.Id] = workspace;
        }),
        cancellationToken);

    public Task<Workspace> UpdateAsync(Workspace workspace, CancellationToken cancellationToken) => RunAsync(
        "UpdateWorkspace",
        () =>
        {
            Refuse(workspaces.GetValueOrDefault(workspace.Id)?.Revision != workspace.Revision - 1, SyncException.EtagMismatch("workspace"));
            return workspaces[workspace.Id] = workspace;
        },
        cancellationToken);

    public Task<bool> IsSlugTakenAsync(string slug, CancellationToken cancellationToken) =>
        RunAsync(nameof(IsSlugTakenAsync), () => workspaces.Values.Any(workspace => workspace.UrlSlug == slug), cancellationToken);

    public Task<ImmutableArray<Member>> ListMembersAsync(WorkspaceId id, CancellationToken cancellationToken) => RunAsync(
        nameof(ListMembersAsync),
        () => members.Where(entry => entry.Key.Item1 == id).Select(entry => new Member(users[entry.Key.Item2], entry.Value)).OrderBy(member => member.User.Id.Value, Order).ToImmutableArray(),
        cancellationToken);

    public Task<MemberRole> GetRoleAsync(WorkspaceId id, UserId user, CancellationToken cancellationToken) =>
        RunAsync(nameof(GetRoleAsync), () => members.GetValueOrDefault((id, user)), cancellationToken);

    public Task SetRoleAsync(WorkspaceId id, UserId user, MemberRole role, CancellationToken cancellationToken) => RunAsync(
        nameof(SetRoleAsync),
        () =>
        {
            if (role is MemberRole.Unspecified)
            {
                return members.Remove((id, user));
            }

            Refuse(!workspaces.ContainsKey(id), SyncException.NotFound("workspace", id.Value));
            Refuse(!users.ContainsKey(user), SyncException.NotFound("user", user.Value));
            members[(id, user)] = role;
            return true;
        },
        cancellationToken);

    public Task<Project?> FindAsync(ProjectId id, CancellationToken cancellationToken) => RunAsync("FindProject", () => projects.GetValueOrDefault(id), cancellationToken);

    public Task<ImmutableArray<Project>> ListAsync(WorkspaceId workspace, ProjectId? after, int limit, CancellationToken cancellationToken) => RunAsync(
        "ListProjects", () => Page(projects.Values.Where(project => project.WorkspaceId == workspace), project => project.Id.Value, after?.Value, limit), cancellationToken);

    public Task<Project> CreateAsync(Project project, ChangeRequest? request, CancellationToken cancellationToken) => RunAsync(
        "CreateProject",
        () => Once(request, () =>
        {
            Refuse(!workspaces.ContainsKey(project.WorkspaceId), SyncException.NotFound("workspace", project.WorkspaceId.Value));
            Refuse(HasName(project), SyncException.NameTaken("project", "project.name"));
            return projects[project.Id] = project;
        }),
        cancellationToken);

    public Task<Project> UpdateAsync(Project project, CancellationToken cancellationToken) => RunAsync(
        "UpdateProject",
        () =>
        {
            Refuse(projects.GetValueOrDefault(project.Id)?.Revision != project.Revision - 1, SyncException.EtagMismatch("project"));
            Refuse(HasName(project), SyncException.NameTaken("project", "project.name"));
            return projects[project.Id] = project;
        },
        cancellationToken);

    public Task<bool> IsNameTakenAsync(WorkspaceId workspace, string name, CancellationToken cancellationToken) =>
        RunAsync("IsProjectNameTaken", () => projects.Values.Any(project => project.WorkspaceId == workspace && project.Name == name), cancellationToken);

    public Task<Cluster?> FindAsync(ClusterId id, CancellationToken cancellationToken) => RunAsync("FindCluster", () => clusters.GetValueOrDefault(id), cancellationToken);

    public Task<ImmutableArray<Cluster>> ListAsync(ProjectId project, ClusterId? after, int limit, CancellationToken cancellationToken) => RunAsync(
        "ListClusters", () => Page(clusters.Values.Where(cluster => cluster.ProjectId == project), cluster => cluster.Id.Value, after?.Value, limit), cancellationToken);

    public Task<ImmutableArray<(Project Project, Cluster Cluster)>> ListOfWorkspaceAsync(WorkspaceId workspace, int limit, CancellationToken cancellationToken) => RunAsync(
        nameof(ListOfWorkspaceAsync),
        () => clusters.Values.Select(cluster => (Project: projects[cluster.ProjectId], Cluster: cluster)).Where(pair => pair.Project.WorkspaceId == workspace)
            .OrderBy(pair => pair.Project.Id.Value, Order).ThenBy(pair => pair.Cluster.Id.Value, Order).Take(limit).ToImmutableArray(),
        cancellationToken);

    public Task<Cluster> CreateAsync(Cluster cluster, ChangeRequest? request, CancellationToken cancellationToken) => RunAsync(
        "CreateCluster",
        () => Once(request, () =>
        {
            Refuse(!projects.ContainsKey(cluster.ProjectId), SyncException.NotFound("project", cluster.ProjectId.Value));
            Refuse(clusters.Values.Any(other => other.ProjectId == cluster.ProjectId && other.Name == cluster.Name), SyncException.NameTaken("cluster", "cluster.name"));
            return clusters[cluster.Id] = cluster;
        }),
        cancellationToken);

    public Task<bool> IsNameTakenAsync(ProjectId project, string name, CancellationToken cancellationToken) =>
        RunAsync("IsClusterNameTaken", () => clusters.Values.Any(cluster => cluster.ProjectId == project && cluster.Name == name), cancellationToken);

    public Task<KeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken) => RunAsync("FindKey", () => keys.GetValueOrDefault(id), cancellationToken);

    public Task RotateAsync(KeyRecord record, CancellationToken cancellationToken) => RunAsync(
        nameof(RotateAsync),
        () =>
        {
            foreach (var other in KeysOf(record).Where(other => other.RevokedAt is null && other.Id != record.Id).ToList())
            {
                keys[other.Id] = other with { RevokedAt = record.CreatedAt };
            }

            return keys.TryAdd(record.Id, record);
        },
        cancellationToken);

    public Task AddAsync(KeyRecord record, CancellationToken cancellationToken) => RunAsync(nameof(AddAsync), () => keys.TryAdd(record.Id, record), cancellationToken);

    public Task<bool> AddFirstAsync(KeyRecord record, CancellationToken cancellationToken) =>
        RunAsync(nameof(AddFirstAsync), () => KeysOf(record).All(other => other.Id == record.Id) && (keys.TryAdd(record.Id, record) || true), cancellationToken);

    public Task<Deployment?> FindAsync(DeploymentId id, CancellationToken cancellationToken) => RunAsync("FindDeployment", () => deployments.GetValueOrDefault(id), cancellationToken);

    public Task<Deployment?> FindActiveAsync(ClusterId cluster, CancellationToken cancellationToken) =>
        RunAsync(nameof(FindActiveAsync), () => deployments.Values.FirstOrDefault(deployment => deployment.ClusterId == cluster && !deployment.HasEnded), cancellationToken);

    public Task<ImmutableArray<Deployment>> ListActiveAsync(int limit, CancellationToken cancellationToken) => RunAsync(
        nameof(ListActiveAsync), () => Page(deployments.Values.Where(deployment => !deployment.HasEnded), deployment => deployment.Id.Value, null, limit), cancellationToken);

    public Task<ImmutableArray<Deployment>> ListAsync(ClusterId cluster, DeploymentId? before, int limit, CancellationToken cancellationToken) => RunAsync(
        "ListDeployments",
        () => deployments.Values.Where(deployment => deployment.ClusterId == cluster && (before is not { } last || Order.Compare(deployment.Id.Value, last.Value) < 0))
            .OrderByDescending(deployment => deployment.Id.Value, Order).Take(limit).ToImmutableArray(),
        cancellationToken);

    public Task<Deployment?> FindAnswerAsync(ChangeRequest request, CancellationToken cancellationToken) => RunAsync(
        nameof(FindAnswerAsync),
        () => !requests.TryGetValue(request.Id, out var earlier) ? null
            : earlier.Request.Fingerprint.SequenceEqual(request.Fingerprint) ? deployments[((Deployment)earlier.Answer).Id] : throw SyncException.RequestIdReused(),
        cancellationToken);

    public Task<Deployment> CreateAsync(DeployStep begun, ChangeRequest? request, CancellationToken cancellationToken) => RunAsync(
        "CreateDeployment",
        () => Once(request, () =>
        {
            var deployment = begun.Deployment;
            Refuse(!clusters.ContainsKey(deployment.ClusterId), SyncException.NotFound("cluster", deployment.ClusterId.Value));
            Refuse(
                deployments.Values.Any(other => other.ClusterId == deployment.ClusterId && !other.HasEnded),
                new SyncException(SyncError.DeploymentUnderWay, "The cluster is being deployed to already."));
            events[deployment.Id] = [.. begun.Events];
            return deployments[deployment.Id] = deployment;
        }),
        cancellationToken);

    public Task CommitAsync(DeployStep step, CancellationToken cancellationToken) => RunAsync(
        nameof(CommitAsync),
        () =>
        {
            var deployment = step.Deployment;
            var known = deployments.GetValueOrDefault(deployment.Id);
            Refuse(known is null || known.HasEnded || known.Revision != deployment.Revision - 1, SyncException.EtagMismatch("deployment"));
            deployments[deployment.Id] = deployment;
            events[deployment.Id].AddRange(step.Events);
            if (deployment.Stage is DeployStage.Done)
            {
                var cluster = clusters[deployment.ClusterId];
                foreach (var older in keys.Values.Where(key => key is { Owner: KeyOwner.Cluster, RevokedAt: null } && key.OwnerId == cluster.Id.Value)
                    .OrderByDescending(key => key.CreatedAt).ThenByDescending(key => key.Id, Order).Skip(1).ToList())
                {
                    keys[older.Id] = older with { RevokedAt = deployment.UpdatedAt };
                }

                clusters[cluster.Id] = cluster with { Revision = cluster.Revision + 1, Source = deployment.Id, Url = deployment.Url, UpdatedAt = deployment.UpdatedAt };
            }

            return true;
        },
        cancellationToken);

    public Task<ImmutableArray<DeployEvent>> ReadEventsAsync(DeploymentId id, long after, int limit, CancellationToken cancellationToken) => RunAsync(
        nameof(ReadEventsAsync), () => (events.GetValueOrDefault(id) ?? []).Where(happened => happened.Number > after).Take(limit).ToImmutableArray(), cancellationToken);

    public Task AppendAsync(ClusterId cluster, ImmutableArray<LogLine> lines, CancellationToken cancellationToken) => RunAsync(
        nameof(AppendAsync),
        () =>
        {
            foreach (var line in lines)
            {
                logs.Add((cluster, line with { Number = logs.Count + 1 }));
            }

            return true;
        },
        cancellationToken);

    public Task<ImmutableArray<LogLine>> ReadRangeAsync(ClusterId cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken) => RunAsync(
        nameof(ReadRangeAsync), () => LogOf(cluster).Where(line => line.At >= from && line.At < to).OrderBy(line => line.At).ThenBy(line => line.Number).TakeLast(limit).ToImmutableArray(), cancellationToken);

    public Task<ImmutableArray<LogLine>> ReadAfterAsync(ClusterId cluster, long after, int limit, CancellationToken cancellationToken) =>
        RunAsync(nameof(ReadAfterAsync), () => LogOf(cluster).Where(line => line.Number > after).Take(limit).ToImmutableArray(), cancellationToken);

    public Task<LogLine?> FindLatestAsync(ClusterId cluster, CancellationToken cancellationToken) => RunAsync(nameof(FindLatestAsync), () => LogOf(cluster).LastOrDefault(), cancellationToken);

    // As PostgreSQL orders UUIDs: by their bytes as they are written.
    private static readonly Comparer<Guid> Order = Comparer<Guid>.Create((left, right) => string.CompareOrdinal(left.ToString("N"), right.ToString("N")));

    private static ImmutableArray<T> Page<T>(IEnumerable<T> rows, Func<T, Guid> idOf, Guid? after, int limit) =>
        [.. rows.OrderBy(idOf, Order).Where(row => after is not { } last || Order.Compare(idOf(row), last) > 0).Take(limit)];

    private static void Refuse(bool isWrong, SyncException refusal)
    {
        if (isWrong)
        {
            throw refusal;
        }
    }

    private T Once<T>(ChangeRequest? request, Func<T> create)
        where T : class
    {
        if (request is null)
        {
            return create();
        }

        if (requests.TryGetValue(request.Id, out var earlier))
        {
            return earlier.Request.Fingerprint.SequenceEqual(request.Fingerprint) ? (T)earlier.Answer : throw SyncException.RequestIdReused();
        }

        var created = create();
        requests[request.Id] = (request, created);
        return created;
    }

    private bool HasName(Project project) => projects.Values.Any(other => other.Id != project.Id && other.WorkspaceId == project.WorkspaceId && other.Name == project.Name);

    private IEnumerable<KeyRecord> KeysOf(KeyRecord record) => keys.Values.Where(other => other.Owner == record.Owner && other.OwnerId == record.OwnerId);

    private IEnumerable<LogLine> LogOf(ClusterId cluster) => logs.Where(entry => entry.Cluster == cluster).Select(entry => entry.Line);

    private new Task<T> RunAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken) => base.RunAsync(
        operation,
        () =>
        {
            lock (gate)
            {
                return body();
            }
        },
        cancellationToken);
}
