using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Clusters;
using OrleansSync.Grains.Projects;
using OrleansSync.Helix;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.HelixCli;

/// <summary>Workspaces, projects, clusters and their sources for the Helix CLI: translates, and decides nothing but who may.</summary>
internal sealed class CliCatalog(
    CliAccess access, IGrainFactory grains, IWorkspaces workspaces, IProjects projects, IClusters clusters, IKeys keys, IIdSource ids, IOptions<HelixOptions> options)
{
    public async Task ListWorkspacesAsync(HttpContext context, UserId user)
    {
        var found = await workspaces.ListAsync(user, null, options.Value.ListMax, context.RequestAborted);
        await AnswerAsync(context, [.. found.Select(workspace => new CliWorkspace(workspace.Id.ToString(), workspace.Name, workspace.UrlSlug, NameOf(workspace.Type)))], CliJson.Default.CliWorkspaceArray);
    }

    public async Task GetBillingAsync(HttpContext context, UserId user)
    {
        var workspace = await access.GetWorkspaceAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        await AnswerAsync(context, new CliBilling(workspace.HasBilling, NameOf(workspace.Type), workspace.Plan), CliJson.Default.CliBilling);
    }

    public async Task ListProjectsAsync(HttpContext context, UserId user)
    {
        var workspace = await access.GetWorkspaceAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        var found = await projects.ListAsync(workspace.Id, null, options.Value.ListMax, context.RequestAborted);
        await AnswerAsync(context, [.. found.Select(project => new CliNamed(project.Id.ToString(), project.Name))], CliJson.Default.CliNamedArray);
    }

    public async Task CreateProjectAsync(HttpContext context, UserId user)
    {
        var workspace = await access.GetWorkspaceAsync(user, context.Part("id"), MemberRole.Developer, context.RequestAborted);
        var body = await ReadAsync(context, CliJson.Default.CliCreateProject);
        var created = await grains.GetGrain<IProjectGrain>(ids.Next()).CreateAsync(workspace.Id, body.Name ?? "", null, validateOnly: false, context.RequestAborted);
        await AnswerAsync(context, new CliNamed(created.Id.ToString(), created.Name), CliJson.Default.CliNamed);
    }

    public async Task ListWorkspaceClustersAsync(HttpContext context, UserId user)
    {
        var workspace = await access.GetWorkspaceAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        var found = await clusters.ListOfWorkspaceAsync(workspace.Id, options.Value.ListMax, context.RequestAborted);
        await AnswerAsync(
            context,
            new CliWorkspaceClusters(
                [.. found.Where(pair => pair.Cluster.Kind is ClusterKind.Standard).Select(pair =>
                    new CliWorkspaceStandard(pair.Cluster.Id.ToString(), pair.Cluster.Name, pair.Project.Id.ToString(), pair.Project.Name))],
                [.. found.Where(pair => pair.Cluster.Kind is ClusterKind.Enterprise).Select(pair => new CliWorkspaceEnterprise(
                    pair.Cluster.Id.ToString(), pair.Cluster.Name, pair.Project.Id.ToString(), pair.Project.Name, pair.Cluster.Enterprise?.AvailabilityMode ?? "dev"))]),
            CliJson.Default.CliWorkspaceClusters);
    }

    public async Task ListMembersAsync(HttpContext context, UserId user)
    {
        var workspace = await access.GetWorkspaceAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        var found = await workspaces.ListMembersAsync(workspace.Id, context.RequestAborted);
        await AnswerAsync(
            context,
            [.. found.Select(member => new CliMember(
                new CliUser(member.User.Id.ToString(), member.User.GithubId, member.User.Login, member.User.Name, member.User.Email), NameOf(member.Role), NameOf(member.Role)))],
            CliJson.Default.CliMemberArray);
    }

    public async Task GetProjectAsync(HttpContext context, UserId user)
    {
        var project = await access.GetProjectAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        var workspace = await workspaces.FindAsync(project.WorkspaceId, context.RequestAborted) ?? throw SyncException.NotFound("workspace", project.WorkspaceId.Value);
        await AnswerAsync(context, new CliProject(project.Id.ToString(), project.Name, workspace.Id.ToString(), workspace.Name, workspace.UrlSlug), CliJson.Default.CliProject);
    }

    public async Task ListProjectClustersAsync(HttpContext context, UserId user)
    {
        var project = await access.GetProjectAsync(user, context.Part("id"), MemberRole.Viewer, context.RequestAborted);
        var found = await clusters.ListAsync(project.Id, null, options.Value.ListMax, context.RequestAborted);
        await AnswerAsync(
            context,
            new CliProjectClusters(
                project.Id.ToString(),
                project.Name,
                [.. found.Where(cluster => cluster.Kind is ClusterKind.Standard).Select(cluster =>
                    new CliStandard(cluster.Id.ToString(), cluster.Name, ProjectFileEdit.NameOf(cluster.BuildMode), options.Value.ClusterMemoryGb, options.Value.ClusterVcpus, cluster.Region))],
                [.. found.Where(cluster => cluster.Enterprise is not null).Select(Enterprise)]),
            CliJson.Default.CliProjectClusters);
    }

    public async Task CreateClusterAsync(HttpContext context, UserId user)
    {
        var project = await access.GetProjectAsync(user, context.Part("id"), MemberRole.Developer, context.RequestAborted);
        var body = await ReadAsync(context, CliJson.Default.CliCreateCluster);
        var mode = body.BuildMode switch
        {
            "dev" => BuildMode.Dev,
            "release" => BuildMode.Release,
            _ => BuildMode.Unspecified,
        };
        await CreateAsync(context, new ClusterDraft(project.Id, body.ClusterName ?? "", ClusterKind.Standard, body.Region ?? "", mode, null));
    }

    public async Task CreateEnterpriseAsync(HttpContext context, UserId user)
    {
        var project = await access.GetProjectAsync(user, context.Part("id"), MemberRole.Developer, context.RequestAborted);
        var body = await ReadAsync(context, CliJson.Default.CliCreateEnterprise);
        // Callers up to v2.2.9 know one pair of numbers, later ones a pair for each kind of node.
        var shape = new EnterpriseShape(
            body.AvailabilityMode ?? "",
            body.GatewayNodeType ?? "",
            body.DbNodeType ?? "",
            body.MinGatewayCount ?? body.MinInstances ?? 1,
            body.MaxGatewayCount ?? body.MaxInstances ?? body.MinGatewayCount ?? 1,
            body.MinHyperscaleCount ?? body.MinInstances ?? 1,
            body.MaxHyperscaleCount ?? body.MaxInstances ?? body.MinHyperscaleCount ?? 1);
        await CreateAsync(context, new ClusterDraft(project.Id, body.ClusterName ?? "", ClusterKind.Enterprise, body.Region ?? "", BuildMode.Release, shape));
    }

    public async Task GetClusterProjectAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (project, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Viewer, context.RequestAborted);
        await AnswerAsync(context, new CliClusterProject(cluster.Id.ToString(), project.Id.ToString(), project.Name, project.WorkspaceId.ToString()), CliJson.Default.CliClusterProject);
    }

    public async Task SyncAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (_, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Viewer, context.RequestAborted);
        var source = await grains.GetGrain<IClusterGrain>(cluster.Id.Value).GetSourceAsync(withContents: true, context.RequestAborted);
        // Names that an older version stored without checking them are left out.
        var files = source.Files.Where(file => SourcePath.Normalise(file.Path, out _) == file.Path).ToList();
        var contents = files.ToDictionary(file => file.Path, file => file.Content, StringComparer.Ordinal);
        var metadata = files.ToDictionary(file => file.Path, file => new CliFileMetadata(file.Stamp.Sha256, file.Stamp.LastModifiedMs), StringComparer.Ordinal);
        await (kind is ClusterKind.Enterprise
            ? AnswerAsync(context, new CliEnterpriseSync(source.HelixToml, contents, contents, metadata), CliJson.Default.CliEnterpriseSync)
            : AnswerAsync(context, new CliSync(source.HelixToml, contents, metadata), CliJson.Default.CliSync));
    }

    public async Task RotateKeyAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (_, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Developer, context.RequestAborted);
        var (record, key) = access.Draw(KeyOwner.Cluster, cluster.Id.Value);
        await keys.AddAsync(record, context.RequestAborted);
        await AnswerAsync(context, new CliKey(key, cluster.Source is null ? null : "Older keys of the cluster stay valid until its next successful deploy."), CliJson.Default.CliKey);
    }

    /// <summary>Answers with JSON.</summary>
    public static Task AnswerAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type) => context.Response.WriteAsJsonAsync(answer, type, contentType: null, context.RequestAborted);

    /// <summary>Reads a body of JSON.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class => await System.Text.Json.JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? throw new System.Text.Json.JsonException();

    private async Task CreateAsync(HttpContext context, ClusterDraft draft)
    {
        var created = await grains.GetGrain<IClusterGrain>(ids.Next()).CreateAsync(draft, null, validateOnly: false, context.RequestAborted);
        await AnswerAsync(context, new CliClusterId(created.Id.ToString()), CliJson.Default.CliClusterId);
    }

    private static CliEnterprise Enterprise(Cluster cluster)
    {
        var shape = cluster.Enterprise ?? throw new ArgumentException("The cluster is a standard one.", nameof(cluster));
        return new CliEnterprise(
            cluster.Id.ToString(),
            cluster.Name,
            shape.AvailabilityMode,
            shape.GatewayNodeType,
            shape.DbNodeType,
            shape.MinInstances,
            shape.MaxInstances,
            shape.MinGateways,
            shape.MaxGateways,
            shape.MinDatabases,
            shape.MaxDatabases,
            cluster.Region);
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
