using Orleans.Concurrency;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Grains.Projects;

/// <summary>One project of Helix: the only one who changes it. Its key is the project's id.</summary>
[Alias("IProjectGrain")]
public interface IProjectGrain : IGrainWithGuidKey
{
    /// <summary>The project, or null.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<Project?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Creates it; the first answer when the request was made before, even if that made another id. Refused with BILLING_REQUIRED.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="name">Checked here.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Create")]
    Task<Project> CreateAsync(WorkspaceId workspace, string name, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Gives it another name.</summary>
    /// <param name="name">Checked here.</param>
    /// <param name="etag">The etag that the caller read; empty compares nothing.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Rename")]
    Task<Project> RenameAsync(string name, string etag, bool validateOnly, CancellationToken cancellationToken);
}
