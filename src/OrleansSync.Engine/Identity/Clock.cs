namespace OrleansSync.Engine.Identity;

/// <summary>Reads the injected clock as the metastore can keep it.</summary>
public static class Clock
{
    /// <summary>The current instant in UTC, cut to whole microseconds, so that what is answered now equals what is read back later.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
