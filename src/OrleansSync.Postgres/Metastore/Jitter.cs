namespace OrleansSync.Postgres.Metastore;

/// <summary>Spreads the repetitions of many callers. Seeded, so that a test can have the same delays again; safe for many callers at once.</summary>
internal sealed class Jitter(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <summary>From half of <paramref name="delay"/> to all of it.</summary>
    public TimeSpan Shorten(TimeSpan delay)
    {
        lock (_gate)
        {
            return delay * (1 - (_random.NextDouble() / 2));
        }
    }
}
