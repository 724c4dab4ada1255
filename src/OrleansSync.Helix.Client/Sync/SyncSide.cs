namespace OrleansSync.Helix.Client.Sync;

/// <summary>Which side wins.</summary>
public enum SyncSide
{
    /// <summary>The newer one.</summary>
    Newer,

    /// <summary>The project's files.</summary>
    Local,

    /// <summary>The cloud's files.</summary>
    Cloud,
}
