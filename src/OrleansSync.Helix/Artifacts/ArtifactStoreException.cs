namespace OrleansSync.Helix.Artifacts;

/// <summary>The artifact store failed. The message is for people and holds no credentials and no contents.</summary>
public sealed class ArtifactStoreException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True when the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
