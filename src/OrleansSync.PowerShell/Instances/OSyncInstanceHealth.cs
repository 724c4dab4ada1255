using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>What was found when an instance was checked last. It is checked every Databases:HealthPeriod.</summary>
[View("IsReachable", "IsWritable", "ServerVersion", "Problem")]
public sealed record OSyncInstanceHealth
{
    /// <summary>When this was found first; later checks that find the same change nothing.</summary>
    public DateTimeOffset? CheckTime { get; init; }

    /// <summary>True when it answered.</summary>
    public bool IsReachable { get; init; }

    /// <summary>True when it takes writes.</summary>
    public bool IsWritable { get; init; }

    /// <summary>For instance 17.2.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>What is wrong, for people; empty when nothing is.</summary>
    public string Problem { get; init; } = "";

    internal static OSyncInstanceHealth From(V1.InstanceHealth message) => new()
    {
        CheckTime = message.CheckTime?.ToDateTimeOffset(),
        IsReachable = message.IsReachable,
        IsWritable = message.IsWritable,
        ServerVersion = message.ServerVersion,
        Problem = message.Problem,
    };
}
