namespace OrleansSync.Helix.Client;

/// <summary>A command did nothing, or stopped; the message says why and the way out.</summary>
public sealed class HelixClientException(HelixClientError error, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Why, as a caller may branch on it.</summary>
    public HelixClientError Error { get; } = error;
}
