namespace OrleansSync.Engine.Deletes;

/// <summary>What the delete of one side means for the other; declared per direction. The numbers are stored and never change.</summary>
public enum DeletePolicy
{
    /// <summary>The other side is deleted too.</summary>
    Propagate = 1,

    /// <summary>The other side is marked as deleted in a column of its own, and is no longer synced until the deleted side is back.</summary>
    Mark = 2,

    /// <summary>The other side stays and is no longer synced until the deleted side is back.</summary>
    Detach = 3,

    /// <summary>Nothing happens; the pair stays, and the next edit of the other side meets a missing partner, which is a conflict.</summary>
    Ignore = 4,
}
