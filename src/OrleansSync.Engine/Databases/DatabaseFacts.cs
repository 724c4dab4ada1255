using System.Collections.Immutable;

namespace OrleansSync.Engine.Databases;

/// <summary>What a database said of itself.</summary>
/// <param name="VersionNumber">As <c>server_version_num</c>: 170002 is 17.2.</param>
/// <param name="Version">As people write it, for instance 17.2.</param>
public sealed record DatabaseFacts(int VersionNumber, string Version)
{
    /// <summary>The first version that is taken: PostgreSQL 13.</summary>
    public const int VersionMin = 130_000;

    /// <summary>False for versions that are refused; then nothing else was looked at.</summary>
    public bool IsSupported => VersionNumber >= VersionMin;

    /// <summary>True for a standby.</summary>
    public bool IsInRecovery { get; init; }

    /// <summary>True when writes are refused: a standby, or <c>default_transaction_read_only</c>.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>True when the connection is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The server's <c>wal_level</c>; logical replication needs <c>logical</c>.</summary>
    public string WalLevel { get; init; } = "";

    /// <summary>True when the role may replicate.</summary>
    public bool MayReplicate { get; init; }

    /// <summary>True when the role sees which transactions of others are open: without it no watermark is safe.</summary>
    public bool SeesActivity { get; init; }

    /// <summary>Tells servers apart; a primary and its standbys have the same. Empty when the role may not know it.</summary>
    public string SystemIdentifier { get; init; } = "";

    /// <summary>Its clock; null when it was not looked at.</summary>
    public ClockReading? Clock { get; init; }

    /// <summary>What the role may do with each table that was asked for, in that order.</summary>
    public ImmutableArray<TableAccess> Tables { get; init; } = [];
}
