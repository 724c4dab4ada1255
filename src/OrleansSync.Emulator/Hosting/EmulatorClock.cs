namespace OrleansSync.Emulator.Hosting;

/// <summary>The service's clock: the given one, moved and scaled on demand, so that tokens age without waiting.</summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly TimeProvider source;
    // Read at every request, so it is replaced as a whole and read without a lock.
    private volatile Setting setting;

    /// <summary>A clock that shows what another one shows, until told otherwise.</summary>
    public EmulatorClock(TimeProvider source)
    {
        this.source = source;
        var now = source.GetUtcNow();
        setting = new(now, now, 1);
    }

    /// <summary>How many seconds pass here in one second of the source; 0 stands still. Default 1.</summary>
    public double Scale => setting.Scale;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var now = setting;
        var passed = source.GetUtcNow() - now.StartSource;
        return now.StartShown + (now.Scale == 1 ? passed : passed * now.Scale);
    }

    /// <summary>Moves the clock on, or back.</summary>
    public void Advance(TimeSpan by) => Set(GetUtcNow() + by, Scale);

    /// <summary>Sets how fast time passes from now on, 0 to 100,000.</summary>
    public void SetScale(double value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100_000);
        Set(GetUtcNow(), value);
    }

    private void Set(DateTimeOffset now, double scale) => setting = new(source.GetUtcNow(), now, scale);

    /// <summary>From when on it goes, by the source and by itself, and how fast.</summary>
    private sealed record Setting(DateTimeOffset StartSource, DateTimeOffset StartShown, double Scale);
}
