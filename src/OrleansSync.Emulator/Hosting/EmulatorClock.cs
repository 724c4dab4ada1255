namespace OrleansSync.Emulator.Hosting;

/// <summary>The service's clock: the given one, moved and scaled on demand, so that tokens age without waiting.</summary>
public sealed class EmulatorClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly TimeProvider source;
    private DateTimeOffset startSource;
    private DateTimeOffset startShown;
    private double scale = 1;

    /// <summary>A clock that shows what another one shows, until told otherwise.</summary>
    public EmulatorClock(TimeProvider source)
    {
        this.source = source;
        startSource = startShown = source.GetUtcNow();
    }

    /// <summary>How many seconds pass here in one second of the source; 0 stands still. Default 1.</summary>
    public double Scale
    {
        get
        {
            lock (gate)
            {
                return scale;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            var passed = source.GetUtcNow() - startSource;
            return startShown + (scale == 1 ? passed : passed * scale);
        }
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

    private void Set(DateTimeOffset now, double value)
    {
        lock (gate)
        {
            (startSource, startShown, scale) = (source.GetUtcNow(), now, value);
        }
    }
}
