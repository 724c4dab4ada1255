using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Postgres.Metastore;

/// <summary>
/// How the metastore is reached, and every limit on it. Bound from the section <c>Metastore</c>, checked at start.
/// The defaults keep one call below Orleans' response timeout of 30 s: an attempt begun at the end of
/// <see cref="RetryTotal"/> still ends after <see cref="ConnectTimeout"/>, <see cref="CommandTimeout"/> and, when the
/// server is frozen, once more <see cref="ConnectTimeout"/> for telling it that the statement is cancelled.
/// </summary>
public sealed class MetastoreOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Metastore";

    /// <summary>Npgsql's connection string. The limits below win over the ones that it names.</summary>
    [Required(ErrorMessage = "Metastore:ConnectionString is required; it looks like Host=localhost;Database=orleanssync;Username=orleanssync;Password=...")]
    public string ConnectionString { get; set; } = "";

    /// <summary>Most connections that this server opens at once.</summary>
    [Range(2, 500)]
    public int PoolSizeMax { get; set; } = 20;

    /// <summary>Longest wait for a connection, new or from the pool; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Longest wait for the answer to a statement; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one call goes on repeating before it fails; nothing is repeated when this is zero.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RetryTotal { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The delay before the first repetition; it doubles each time, less up to a half by chance.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan RetryDelayFirst { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest delay before a repetition, and what callers are told to wait once a call has failed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a server that starts waits for another one that migrates, and for each lock that a migration takes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MigrationLockTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest run of one migration; whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MigrationTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait of a health probe, connecting included; a probe is not repeated.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long overwritten values are kept for people and for undo; changed for what is written from then on.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan HistoryRetention { get; set; } = TimeSpan.FromDays(30);
}
