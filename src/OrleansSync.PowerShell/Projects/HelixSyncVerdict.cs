namespace OrleansSync.PowerShell.Projects;

/// <summary>Which way a sync goes.</summary>
public enum HelixSyncVerdict
{
    /// <summary>Nothing differs.</summary>
    InSync = 0,

    /// <summary>The cloud's files are newer: the folder changes.</summary>
    Pull = 1,

    /// <summary>The folder's files are newer: they are deployed.</summary>
    Push = 2,

    /// <summary>Both sides were changed at nearly the same time; nothing is changed until somebody says which side to take.</summary>
    Undecided = 3,
}
