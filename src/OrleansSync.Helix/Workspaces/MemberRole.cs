namespace OrleansSync.Helix.Workspaces;

/// <summary>What a member may do in a workspace; each role includes those before it.</summary>
public enum MemberRole
{
    /// <summary>No member.</summary>
    Unspecified = 0,

    /// <summary>Reads: projects, clusters, source, logs.</summary>
    Viewer = 1,

    /// <summary>Creates projects and clusters, deploys, rotates clusters' keys.</summary>
    Developer = 2,

    /// <summary>Adds and removes members.</summary>
    Admin = 3,
}
