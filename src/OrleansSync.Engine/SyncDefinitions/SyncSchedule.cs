namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>When a definition runs by itself.</summary>
/// <param name="Interval">From the end of a run to the begin of the next; 10 seconds to 7 days; null for never.</param>
/// <param name="ReconcileEvery">How often the whole table is compared; 1 hour to 30 days; null for never.</param>
[GenerateSerializer, Immutable, Alias("SyncSchedule")]
public sealed record SyncSchedule([property: Id(0)] TimeSpan? Interval, [property: Id(1)] TimeSpan? ReconcileEvery)
{
    /// <summary>Runs only when it is told to, and compares the whole table once a day while it runs.</summary>
    public static readonly SyncSchedule Manual = new(null, TimeSpan.FromDays(1));
}
