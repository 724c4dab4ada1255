namespace OrleansSync.Simulation.World;

/// <summary>A timer in virtual time. It fires in the context of the worker that made it, and not at all after that crashed.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
{
    private const long Never = -1;
    private readonly SynchronizationContext? owner = SynchronizationContext.Current;
    private TimeSpan period = Timeout.InfiniteTimeSpan;

    public long Due { get; set; } = Never;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        if (dueTime == Timeout.InfiniteTimeSpan)
        {
            Due = Never;
        }
        else
        {
            clock.Plan(this, dueTime);
        }

        return true;
    }

    public void Fire()
    {
        Due = Never;
        if (period > TimeSpan.Zero)
        {
            clock.Plan(this, period);
        }

        if (owner is SimulatedWorker worker)
        {
            worker.Post(_ => callback(state), null);
        }
        else
        {
            callback(state);
        }
    }

    public void Dispose() => Due = Never;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
