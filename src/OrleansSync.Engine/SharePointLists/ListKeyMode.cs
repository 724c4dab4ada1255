namespace OrleansSync.Engine.SharePointLists;

/// <summary>How a list keeps the keys of rows, and so what can be promised about lost replies. The numbers are stored and never change.</summary>
public enum ListKeyMode
{
    /// <summary>Not given: taken as provisioned.</summary>
    Unspecified = 0,

    /// <summary>The column OrleansSyncKey: hidden, indexed, unique, proven by a probe item.</summary>
    Provisioned = 1,

    /// <summary>A unique, indexed text column of the user's that is given over to keys.</summary>
    UserColumn = 2,

    /// <summary>A column without index: one writer only; lost replies are settled by delta.</summary>
    Unindexed = 3,
}
