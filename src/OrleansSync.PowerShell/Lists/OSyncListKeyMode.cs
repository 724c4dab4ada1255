namespace OrleansSync.PowerShell.Lists;

/// <summary>How a list keeps the keys of rows.</summary>
public enum OSyncListKeyMode
{
    /// <summary>The column OrleansSyncKey: hidden, indexed, unique, proven by a probe item.</summary>
    Provisioned = 1,

    /// <summary>A unique, indexed text column of the user's that is given over to keys.</summary>
    UserColumn = 2,

    /// <summary>A column without index: one writer only; lost replies are settled by delta.</summary>
    Unindexed = 3,
}
