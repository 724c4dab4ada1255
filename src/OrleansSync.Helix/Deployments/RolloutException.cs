namespace OrleansSync.Helix.Deployments;

/// <summary>A roll-out failed. The message is the cause, for people, without secrets.</summary>
public sealed class RolloutException(string message, bool isTransient, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True when the same call may succeed later.</summary>
    public bool IsTransient { get; } = isTransient;
}
