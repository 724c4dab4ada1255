namespace OrleansSync.Grains.SyncRuns;

/// <summary>What came of matching items that were there before the first push.</summary>
internal enum MatchStep
{
    /// <summary>Nothing is left to match: rows are pushed.</summary>
    GoOn,

    /// <summary>A person is asked.</summary>
    Asked,

    /// <summary>Another worker has taken the run over.</summary>
    Fenced,
}
