namespace OrleansSync.Postgres.Metastore;

/// <summary>The delays between the attempts of one call: doubling, shortened by chance, and ended by the total.</summary>
internal sealed class RetrySchedule(MetastoreOptions options, TimeProvider clock, Jitter jitter)
{
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _delay = options.RetryDelayFirst;

    /// <summary>How long to wait before the next attempt, or null when there is no time for one.</summary>
    public TimeSpan? Next()
    {
        var delay = jitter.Shorten(_delay);
        if (clock.GetElapsedTime(_start) + delay > options.RetryTotal)
        {
            return null;
        }

        _delay = _delay * 2 < options.RetryDelayMax ? _delay * 2 : options.RetryDelayMax;
        return delay;
    }
}
