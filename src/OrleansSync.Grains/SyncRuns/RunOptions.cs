using System.ComponentModel.DataAnnotations;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>How runs are driven.</summary>
public sealed class RunOptions
{
    /// <summary>Rows of one turn, 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int RowsPerTurn { get; set; } = 1_500;

    /// <summary>How long one call of a definition goes on taking turns; the turn under way then takes up to 20 s more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15")]
    public TimeSpan SliceFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often this server looks for runs and schedules that nobody else woke it for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan WakeEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Definitions that this server wakes at once, 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int DefinitionsAtOnce { get; set; } = 32;

    /// <summary>The wait before the first repetition of a turn that failed for now; it doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between repetitions, unless the other side asks for more.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a create whose answer was lost may still arrive. Until then it is not made again and its run does not end; shorter than what SharePoint
    /// and the network may take, a deleted row could come back.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan InFlightMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Turns in a row that may fail for a reason that nobody foresaw before the run fails, 1 to 100.</summary>
    [Range(1, 100)]
    public int FaultsMax { get; set; } = 5;

    /// <summary>Rows that a preview shows unless its caller says otherwise, 0 to 10,000; all are counted.</summary>
    [Range(0, 10_000)]
    public int PreviewRows { get; set; } = 1_000;

    /// <summary>How long runs that ended, and the audit of moves, are kept, 1 day to 3,650 days; the latest run of a definition always is.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan HistoryFor { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Runs of one definition that are kept, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int HistoryMax { get; set; } = 1_000;

    /// <summary>How often older ones are looked for and removed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PruneEvery { get; set; } = TimeSpan.FromMinutes(10);
}
