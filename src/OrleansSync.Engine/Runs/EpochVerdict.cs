namespace OrleansSync.Engine.Runs;

/// <summary>What the metastore says to a commit's epoch.</summary>
public enum EpochVerdict
{
    /// <summary>It is the current one.</summary>
    Accepted,

    /// <summary>Somebody has taken over since: stop at once, write nothing more.</summary>
    Fenced,

    /// <summary>It was never given out: a store that was restored from a backup, or a fault of ours. Stop; taking over again helps.</summary>
    NeverGiven,
}
