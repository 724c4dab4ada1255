namespace OrleansSync.SharePoint.Graph;

/// <summary>How many batches may be in flight: half as many after each throttling, one more after as many successes as fly.</summary>
internal sealed class InFlightLimit
{
    private readonly int max;
    private readonly Lock gate = new();
    private int current;
    private int successes;

    /// <summary>A limit that starts at its most.</summary>
    public InFlightLimit(int max) => this.max = current = max;

    /// <summary>1 to the limit.</summary>
    public int Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>A batch passed without throttling.</summary>
    public void Passed()
    {
        lock (gate)
        {
            if (current < max && ++successes >= current)
            {
                (current, successes) = (current + 1, 0);
            }
        }
    }

    /// <summary>The service asked to wait.</summary>
    public void Throttled()
    {
        lock (gate)
        {
            (current, successes) = (Math.Max(1, current / 2), 0);
        }
    }
}
