using System.Collections.Immutable;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Helix.Clusters;

/// <summary>Clusters. A port.</summary>
public interface IClusters
{
    /// <summary>The cluster, or null.</summary>
    Task<Cluster?> FindAsync(ClusterId id, CancellationToken cancellationToken);

    /// <summary>A project's clusters ordered by id, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<Cluster>> ListAsync(ProjectId project, ClusterId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The clusters of all projects of a workspace, ordered by project and id, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<(Project Project, Cluster Cluster)>> ListOfWorkspaceAsync(WorkspaceId workspace, int limit, CancellationToken cancellationToken);

    /// <summary>Creates it; the first answer when the request was made before. Refused with NAME_TAKEN; NOT_FOUND when the project is gone.</summary>
    Task<Cluster> CreateAsync(Cluster cluster, ChangeRequest? request, CancellationToken cancellationToken);

    /// <summary>True when another cluster of the project has this name.</summary>
    Task<bool> IsNameTakenAsync(ProjectId project, string name, CancellationToken cancellationToken);
}
