using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Tests;

/// <summary>A cloud in memory. A deploy replaces the source.</summary>
internal sealed class FakeCloud : IHelixCloud
{
    public List<CloudWorkspace> Workspaces { get; } = [new("w1", "Shop", HasBilling: true)];

    public List<NamedProject> Projects { get; } = [];

    public List<NamedCluster> Clusters { get; } = [];

    public Dictionary<string, SourceSet> Sources { get; } = [];

    public List<DeployOrder> Deployed { get; } = [];

    public List<string> Calls { get; } = [];

    public string DeployFailure { get; set; } = "";

    public NamedCluster AddCluster(string project = "p1", string name = "prod")
    {
        if (!Projects.Exists(known => known.Id == project))
        {
            Projects.Add(new NamedProject(project, project == "p1" ? "orders" : project, "w1"));
        }

        var cluster = new NamedCluster($"{project}-{name}", name, project, "us-east-1", BuildMode.Release, null, "");
        Clusters.Add(cluster);
        return cluster;
    }

    public void Put(NamedCluster cluster, long timeMs, params (string Path, string Content)[] files) =>
        Sources[cluster.Id] = new SourceSet([.. files.Select(file => SourceFile.Of(file.Path, file.Content, timeMs))], Sources.GetValueOrDefault(cluster.Id)?.HelixToml);

    public Task<ImmutableArray<CloudWorkspace>> ListWorkspacesAsync(CancellationToken cancellationToken) => Call("ListWorkspaces", Workspaces.ToImmutableArray());

    public Task<ImmutableArray<NamedProject>> ListProjectsAsync(string workspaceId, CancellationToken cancellationToken) =>
        Call("ListProjects", Projects.Where(project => project.WorkspaceId == workspaceId).ToImmutableArray());

    public Task<NamedProject?> FindProjectAsync(string id, CancellationToken cancellationToken) => Call("FindProject", Projects.Find(project => project.Id == id));

    public Task<NamedProject> CreateProjectAsync(string workspaceId, string name, CancellationToken cancellationToken)
    {
        Projects.Add(new NamedProject($"p{Projects.Count + 1}", name, workspaceId));
        return Call("CreateProject", Projects[^1]);
    }

    public Task<ImmutableArray<NamedCluster>> ListClustersAsync(string projectId, CancellationToken cancellationToken) =>
        Call("ListClusters", Clusters.Where(cluster => cluster.ProjectId == projectId).Select(Told).ToImmutableArray());

    public Task<ProjectClusters?> FindProjectClustersAsync(string projectId, CancellationToken cancellationToken) => Call(
        "FindProjectClusters",
        Projects.Find(project => project.Id == projectId) is { } found ? new ProjectClusters(found, [.. Clusters.Where(cluster => cluster.ProjectId == projectId).Select(Told)]) : null);

    public Task<NamedCluster?> FindClusterAsync(string id, CancellationToken cancellationToken) => Call("FindCluster", Clusters.Find(cluster => cluster.Id == id) is { } found ? Told(found) : null);

    public Task<NamedCluster> CreateClusterAsync(string projectId, string name, string region, BuildMode mode, CancellationToken cancellationToken)
    {
        Clusters.Add(new NamedCluster($"{projectId}-{name}", name, projectId, region.Length > 0 ? region : "us-east-1", mode, null, ""));
        return Call("CreateCluster", Clusters[^1]);
    }

    /// <summary>Runs before each source is told.</summary>
    public Action<bool>? BeforeSource { get; set; }

    public Task<SourceSet?> FindSourceAsync(string clusterId, CancellationToken cancellationToken)
    {
        BeforeSource?.Invoke(true);
        return Call("FindSource", Sources.GetValueOrDefault(clusterId));
    }

    public Task<ComparedSource?> CompareSourceAsync(string clusterId, string fingerprint, CancellationToken cancellationToken)
    {
        BeforeSource?.Invoke(false);
        var source = Sources.GetValueOrDefault(clusterId);
        return Call(
            "CompareSource",
            source is null ? null
            : fingerprint == FingerprintOf(source) ? new ComparedSource(IdOf(source), source with { Files = [] }, IsSame: true)
            : new ComparedSource(IdOf(source), source with { Files = [.. source.Files.Select(file => file with { Content = "" })] }, IsSame: false));
    }

    public async IAsyncEnumerable<DeployProgress> DeployAsync(DeployOrder order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Deployed.Add(order);
        yield return await Call("Deploy", new DeployProgress(1, "Validating queries...", -1, "", "", ""));
        if (DeployFailure.Length > 0)
        {
            yield return new DeployProgress(2, DeployFailure, -1, "", "", DeployFailure);
            yield break;
        }

        Sources[order.ClusterId] = order.Source;
        yield return new DeployProgress(2, "Deployed", 100, "https://x", "", "");
    }

    private NamedCluster Told(NamedCluster cluster) => cluster with { SourceId = Sources.TryGetValue(cluster.Id, out var source) ? IdOf(source) : "" };

    // The same source again has the same id, as after going back to an earlier deployment.
    private static string IdOf(SourceSet source) => SourceHash.Of(FingerprintOf(source) + source.HelixToml);

    private static string FingerprintOf(SourceSet source) => SourceHash.OfAll(source.Files.Select(file => (file.Path, file.Stamp)));

    private Task<T> Call<T>(string name, T answer)
    {
        Calls.Add(name);
        return Task.FromResult(answer);
    }
}
