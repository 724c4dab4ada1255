namespace Orleans.Runtime;

/// <summary>A timer of one activation. The next tick is due a period after the last one ended, so ticks never pile up.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly Activation activation;
    private readonly Func<CancellationToken, Task> callback;
    private readonly GrainTimerCreationOptions options;
    private readonly ITimer timer;
    private TimeSpan dueTime;
    private TimeSpan period;
    private bool ticking;
    private bool changed;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        this.activation = activation;
        this.callback = callback;
        this.options = options;
        using (ExecutionContext.SuppressFlow())
        {
            timer = activation.Silo.Time.CreateTimer(static state => ((GrainTimer)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);   // the state is this timer
        }
    }

    public bool KeepsAlive => options.KeepAlive;

    public static GrainTimer Start(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        activation.CheckAccess();
        Check(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, callback, options);
        activation.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Check(dueTime, period);
        lock (gate)
        {
            changed = true;
            this.dueTime = dueTime;
            this.period = period;
            if (!ticking)
            {
                timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        activation.Remove(this);
        timer.Dispose();
        disposed.Cancel();
    }

    private static void Check(TimeSpan dueTime, TimeSpan period)
    {
        foreach (var time in new[] { dueTime, period })
        {
            ArgumentOutOfRangeException.ThrowIfLessThan((long)time.TotalMilliseconds, -1, nameof(time));
            ArgumentOutOfRangeException.ThrowIfGreaterThan((long)time.TotalMilliseconds, 0xfffffffe, nameof(time));
        }
    }

    private void OnDue()
    {
        lock (gate)
        {
            ticking = true;
        }

        activation.TryReceive(new Tick(this));
    }

    private async Task TickAsync()
    {
        lock (gate)
        {
            changed = false;
        }

        try
        {
            await callback(disposed.Token);
        }
        catch (Exception exception)
        {
            activation.Silo.LogTimerFailed(exception, activation);
        }
        finally
        {
            lock (gate)
            {
                ticking = false;
                timer.Change(changed ? dueTime : period, Timeout.InfiniteTimeSpan);   // of no effect once it is disposed
            }
        }
    }

    private sealed class Tick : Turn
    {
        private readonly GrainTimer owner;

        public Tick(GrainTimer owner)
        {
            this.owner = owner;
            Interleaves = owner.options.Interleave;
        }

        public override bool IsExpired => owner.disposed.IsCancellationRequested;

        public override bool KeepsAlive => owner.options.KeepAlive;

        public override Task RunAsync(Activation activation) => owner.TickAsync();

        public override void Reject(Exception exception)
        {
        }
    }
}
