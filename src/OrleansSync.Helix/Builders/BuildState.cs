namespace OrleansSync.Helix.Builders;

/// <summary>How a build stands.</summary>
public enum BuildState
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended badly.</summary>
    Failed,
}
