using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>A line of a cluster's log.</summary>
[View("Time", "Severity", "Message")]
public sealed record HelixLogLine
{
    /// <summary>Its number.</summary>
    public long Number { get; init; }

    /// <summary>Its time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>"info", "warning" or "error".</summary>
    public string Severity { get; init; } = "";

    /// <summary>Its message.</summary>
    public string Message { get; init; } = "";

    internal static HelixLogLine From(V1.WatchClusterLogResponse message) => new()
    {
        Number = message.Number,
        Time = message.Time?.ToDateTimeOffset(),
        Severity = message.Severity,
        Message = message.Message,
    };
}
