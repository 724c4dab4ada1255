using System.Collections.Immutable;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;

namespace OrleansSync.Helix.Workspaces;

/// <summary>Workspaces and their members. A port.</summary>
public interface IWorkspaces
{
    /// <summary>The workspace, or null.</summary>
    Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellationToken);

    /// <summary>Workspaces ordered by id, at most <paramref name="limit"/>.</summary>
    /// <param name="member">Only those that this person is a member of; null is all.</param>
    /// <param name="after">Only those with a greater id.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ImmutableArray<Workspace>> ListAsync(UserId? member, WorkspaceId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Creates it; the first answer when the request was made before. Refused with NAME_TAKEN when the slug is in use.</summary>
    Task<Workspace> CreateAsync(Workspace workspace, ChangeRequest? request, CancellationToken cancellationToken);

    /// <summary>Saves a changed workspace whose revision is one more than the stored one's. Refused with ETAG_MISMATCH, NOT_FOUND.</summary>
    Task<Workspace> UpdateAsync(Workspace workspace, CancellationToken cancellationToken);

    /// <summary>True when another workspace has this slug.</summary>
    Task<bool> IsSlugTakenAsync(string slug, CancellationToken cancellationToken);

    /// <summary>The members, ordered by id.</summary>
    Task<ImmutableArray<Member>> ListMembersAsync(WorkspaceId id, CancellationToken cancellationToken);

    /// <summary>A person's role; <see cref="MemberRole.Unspecified"/> when they are no member.</summary>
    Task<MemberRole> GetRoleAsync(WorkspaceId id, UserId user, CancellationToken cancellationToken);

    /// <summary>Makes a person a member or changes their role; <see cref="MemberRole.Unspecified"/> removes them.</summary>
    Task SetRoleAsync(WorkspaceId id, UserId user, MemberRole role, CancellationToken cancellationToken);
}
