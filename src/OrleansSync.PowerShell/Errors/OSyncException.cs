namespace OrleansSync.PowerShell.Errors;

/// <summary>An <see cref="OSyncError"/> on its way to the pipeline; scripts find it as <c>$_.Exception.Error</c>.</summary>
public sealed class OSyncException(OSyncError error, Exception? innerException = null) : Exception(error.Message, innerException)
{
    /// <summary>What happened.</summary>
    public OSyncError Error { get; } = error;
}
