namespace OrleansSync.Testing.Identity;

/// <summary>A clock that stands still until it is told to go on. Its timers run on real time.</summary>
public sealed class ManualClock : TimeProvider
{
    // An odd number of ticks, which no column can hold: whoever forgets to cut to microseconds is found out.
    private long _ticks = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Moves the clock on, or back.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
