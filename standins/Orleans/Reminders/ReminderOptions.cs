namespace Orleans.Hosting;

/// <summary>Limits and periods of reminders.</summary>
public sealed class ReminderOptions
{
    /// <summary>The shortest period that a reminder may have; one minute.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The time between two readings of the table; five minutes.</summary>
    public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the silo waits for the table at its start; five minutes.</summary>
    public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
}
