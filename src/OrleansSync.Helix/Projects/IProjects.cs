using System.Collections.Immutable;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Helix.Projects;

/// <summary>Projects. A port.</summary>
public interface IProjects
{
    /// <summary>The project, or null.</summary>
    Task<Project?> FindAsync(ProjectId id, CancellationToken cancellationToken);

    /// <summary>A workspace's projects ordered by id, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<Project>> ListAsync(WorkspaceId workspace, ProjectId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Creates it; the first answer when the request was made before. Refused with NAME_TAKEN; NOT_FOUND when the workspace is gone.</summary>
    Task<Project> CreateAsync(Project project, ChangeRequest? request, CancellationToken cancellationToken);

    /// <summary>Saves a changed project whose revision is one more than the stored one's. Refused with ETAG_MISMATCH, NOT_FOUND, NAME_TAKEN.</summary>
    Task<Project> UpdateAsync(Project project, CancellationToken cancellationToken);

    /// <summary>True when another project of the workspace has this name.</summary>
    Task<bool> IsNameTakenAsync(WorkspaceId workspace, string name, CancellationToken cancellationToken);
}
