using System.Collections.Immutable;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>The server, as the commands need it. A port. Every method throws <see cref="HelixClientException"/>.</summary>
public interface IHelixCloud
{
    /// <summary>All workspaces that the caller may see.</summary>
    Task<ImmutableArray<CloudWorkspace>> ListWorkspacesAsync(CancellationToken cancellationToken);

    /// <summary>All projects of a workspace.</summary>
    Task<ImmutableArray<NamedProject>> ListProjectsAsync(string workspaceId, CancellationToken cancellationToken);

    /// <summary>The project, or null.</summary>
    Task<NamedProject?> FindProjectAsync(string id, CancellationToken cancellationToken);

    /// <summary>Creates a project.</summary>
    Task<NamedProject> CreateProjectAsync(string workspaceId, string name, CancellationToken cancellationToken);

    /// <summary>All clusters of a project.</summary>
    Task<ImmutableArray<NamedCluster>> ListClustersAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>The project with its clusters, or null; takes the time of one question.</summary>
    Task<ProjectClusters?> FindProjectClustersAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>The cluster, or null.</summary>
    Task<NamedCluster?> FindClusterAsync(string id, CancellationToken cancellationToken);

    /// <summary>Creates a standard cluster.</summary>
    Task<NamedCluster> CreateClusterAsync(string projectId, string name, string region, BuildMode mode, CancellationToken cancellationToken);

    /// <summary>What the cluster runs, with contents; null when nothing was deployed yet.</summary>
    Task<SourceSet?> FindSourceAsync(string clusterId, CancellationToken cancellationToken);

    /// <summary>What the cluster runs, without contents; null when nothing was deployed yet.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="fingerprint">Of the files at hand, as <see cref="SourceHash.OfAll"/> makes it; when the cluster's have the same one they are left out. Empty compares nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ComparedSource?> CompareSourceAsync(string clusterId, string fingerprint, CancellationToken cancellationToken);

    /// <summary>Deploys, and tells the news until the end; a lost stream is taken up again.</summary>
    IAsyncEnumerable<DeployProgress> DeployAsync(DeployOrder order, CancellationToken cancellationToken);
}
