namespace OrleansSync.Engine.Runs;

/// <summary>What a turn spends its time with.</summary>
public enum RunStage
{
    /// <summary>Reads the table, the ledger or items.</summary>
    Read,

    /// <summary>Decides what rows mean.</summary>
    Plan,

    /// <summary>Writes items.</summary>
    Apply,

    /// <summary>Commits to the ledger.</summary>
    Commit,
}
