namespace OrleansSync.Helix.Workspaces;

/// <summary>Who a workspace is for; only an enterprise one has enterprise clusters.</summary>
public enum WorkspaceType
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>One person's.</summary>
    Personal = 1,

    /// <summary>An organization's.</summary>
    Organization = 2,

    /// <summary>An organization's with enterprise clusters.</summary>
    Enterprise = 3,
}
