namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Who a workspace is for.</summary>
public enum HelixWorkspaceType
{
    /// <summary>Personal.</summary>
    Personal = 1,

    /// <summary>Organization.</summary>
    Organization = 2,

    /// <summary>Only it has enterprise clusters.</summary>
    Enterprise = 3,
}
