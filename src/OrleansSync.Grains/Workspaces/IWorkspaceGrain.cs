using Orleans.Concurrency;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Grains.Workspaces;

/// <summary>One workspace of Helix: the only one who changes it. Its key is the workspace's id.</summary>
[Alias("IWorkspaceGrain")]
public interface IWorkspaceGrain : IGrainWithGuidKey
{
    /// <summary>The workspace, or null.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<Workspace?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Creates it; the first answer when the request was made before, even if that made another id.</summary>
    /// <param name="draft">Checked here.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Create")]
    Task<Workspace> CreateAsync(WorkspaceDraft draft, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Changes some fields and returns the whole workspace.</summary>
    /// <param name="change">Checked here.</param>
    /// <param name="etag">The etag that the caller read; empty compares nothing.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Update")]
    Task<Workspace> UpdateAsync(WorkspaceChange change, string etag, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>Makes a person a member, changes their role, or removes them with <see cref="MemberRole.Unspecified"/>.</summary>
    [Alias("SetMember")]
    Task SetMemberAsync(UserId user, MemberRole role, CancellationToken cancellationToken);
}
