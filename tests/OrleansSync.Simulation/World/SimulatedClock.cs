namespace OrleansSync.Simulation.World;

/// <summary>Virtual time: stands still while anything is ready to run, then jumps to the next timer.</summary>
public sealed class SimulatedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Order)> timers = new();
    private long order;

    /// <summary>Since the history began.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool AdvanceToNext()
    {
        while (timers.TryDequeue(out var timer, out var due))
        {
            if (timer.Due != due.Due)
            {
                // It was changed or disposed of since it was planned.
                continue;
            }

            Elapsed = new TimeSpan(due.Due);
            timer.Fire();
            return true;
        }

        return false;
    }

    internal void Plan(SimulatedTimer timer, TimeSpan delay)
    {
        timer.Due = (Elapsed + delay).Ticks;
        timers.Enqueue(timer, (timer.Due, order++));
    }
}
