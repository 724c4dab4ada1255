namespace OrleansSync.PowerShell.Workspaces;

/// <summary>What a member may do; each role includes the ones before it.</summary>
public enum HelixMemberRole
{
    /// <summary>Viewer.</summary>
    Viewer = 1,

    /// <summary>Developer.</summary>
    Developer = 2,

    /// <summary>Admin.</summary>
    Admin = 3,
}
