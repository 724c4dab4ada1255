using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>A person in a workspace.</summary>
[View("Name", "GithubLogin", "Email", "Role", "UserId")]
public sealed record HelixMember
{
    /// <summary>The workspace.</summary>
    public string WorkspaceId { get; init; } = "";

    /// <summary>UUID.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The id of the github.</summary>
    public long GithubId { get; init; }

    /// <summary>Its github login.</summary>
    public string GithubLogin { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its email.</summary>
    public string Email { get; init; } = "";

    /// <summary>Its role.</summary>
    public HelixMemberRole Role { get; init; }

    internal static HelixMember From(V1.WorkspaceMember message) => new()
    {
        UserId = message.UserId,
        GithubId = message.GithubId,
        GithubLogin = message.GithubLogin,
        Name = message.Name,
        Email = message.Email,
        Role = (HelixMemberRole)message.Role,
    };
}
