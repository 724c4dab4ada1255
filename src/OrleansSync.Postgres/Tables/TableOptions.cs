using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Postgres.Tables;

/// <summary>Limits on reading and writing the users' tables. Bound from the section <c>Tables</c>, checked at start.</summary>
public sealed class TableOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Tables";

    /// <summary>
    /// How far below the horizon rows are read again in the next round: it covers transactions that had not written yet when
    /// the horizon was taken, and applications whose clock is behind. See decision 21.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a read by a number waits for the transactions that are writing as it looks for the first time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan SettleWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Delay between two looks during <see cref="SettleWait"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan SettleStep { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From which age on a transaction that holds the horizon back is named in the log.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BlockerAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for a row that somebody else has locked; whole milliseconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What callers are told to wait when the database cannot be used.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}
