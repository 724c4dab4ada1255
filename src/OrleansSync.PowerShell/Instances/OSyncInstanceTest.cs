using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>What a test of an instance found.</summary>
[View("Reachability", "ServerVersion", "Problems")]
public sealed record OSyncInstanceTest
{
    /// <summary>Its reachability.</summary>
    public OSyncReachability Reachability { get; init; }

    /// <summary>What is wrong and the way out, as sentences; empty when nothing is.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The statements that give the role what it lacks, for whoever may run them; empty when nothing is missing.</summary>
    public string GrantScript { get; init; } = "";

    /// <summary>For instance 17.2; empty, like all that follows, when the instance was not reached.</summary>
    public string ServerVersion { get; init; } = "";

    /// <summary>True for a standby.</summary>
    public bool IsInRecovery { get; init; }

    /// <summary>True when writes are refused.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>True when the connection was encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Change capture needs logical.</summary>
    public string WalLevel { get; init; } = "";

    /// <summary>True when the role may replicate.</summary>
    public bool MayReplicate { get; init; }

    /// <summary>True when the role sees which transactions of others are open, which following changes by a column needs.</summary>
    public bool SeesActivity { get; init; }

    /// <summary>How far the database's clock is ahead of the server's, in milliseconds; negative when it is behind.</summary>
    public double ClockOffsetMs { get; init; }

    /// <summary>How far clock_offset_ms may be off.</summary>
    public double ClockUncertaintyMs { get; init; }

    /// <summary>The same for a primary and its standbys; empty when the role may not know it.</summary>
    public string SystemIdentifier { get; init; } = "";

    /// <summary>The instance; empty when it is not declared yet.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>True when nothing is wrong.</summary>
    public bool Passed => Problems.Count == 0;

    internal static OSyncInstanceTest From(V1.TestDatabaseInstanceResponse message) => new()
    {
        Reachability = (OSyncReachability)message.Reachability,
        Problems = [.. message.Problems],
        GrantScript = message.GrantScript,
        ServerVersion = message.ServerVersion,
        IsInRecovery = message.IsInRecovery,
        IsReadOnly = message.IsReadOnly,
        IsEncrypted = message.IsEncrypted,
        WalLevel = message.WalLevel,
        MayReplicate = message.MayReplicate,
        SeesActivity = message.SeesActivity,
        ClockOffsetMs = message.ClockOffsetMs,
        ClockUncertaintyMs = message.ClockUncertaintyMs,
        SystemIdentifier = message.SystemIdentifier,
    };
}
