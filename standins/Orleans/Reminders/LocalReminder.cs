namespace Orleans.Runtime;

/// <summary>Waits for the next tick of one reminder. Ticks that were missed are not made up for.</summary>
internal sealed class LocalReminder : IDisposable
{
    // A timer takes at most 49 days: longer waits are taken in parts.
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private readonly ReminderService service;
    private readonly ITimer timer;
    private DateTime nextTick;
    private volatile bool disposed;

    public LocalReminder(ReminderService service, ReminderEntry entry)
    {
        this.service = service;
        Entry = entry;
        using (ExecutionContext.SuppressFlow())
        {
            timer = service.Silo.Time.CreateTimer(static state => ((LocalReminder)state!).OnDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);   // the state is this reminder
        }
    }

    public ReminderEntry Entry { get; }

    private DateTime Now => service.Silo.Time.GetUtcNow().UtcDateTime;

    public void Schedule()
    {
        var first = DateTime.SpecifyKind(Entry.StartAt, DateTimeKind.Utc);
        var late = Now - first;
        var next = late <= TimeSpan.Zero || Entry.Period <= TimeSpan.Zero ? first : first + (Entry.Period * Math.Ceiling(late / Entry.Period));
        nextTick = next > nextTick ? next : nextTick + Entry.Period;
        Wait();
    }

    public void Dispose()
    {
        disposed = true;
        timer.Dispose();
    }

    private void Wait()
    {
        var left = nextTick - Now;
        timer.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left < WaitMax ? left : WaitMax, Timeout.InfiniteTimeSpan);   // of no effect once it is disposed
    }

    private void OnDue()
    {
        if (Now < nextTick)
        {
            Wait();
        }
        else
        {
            _ = TickAsync();
        }
    }

    private async Task TickAsync()
    {
        try
        {
            var status = new TickStatus(DateTime.SpecifyKind(Entry.StartAt, DateTimeKind.Utc), Entry.Period, Now);
            for (var times = service.Silo.Chance.Ticks(); times > 0; times--)
            {
                await service.Silo.Factory.GetGrain<IRemindable>(Entry.GrainId).ReceiveReminder(Entry.ReminderName, status).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            service.LogTickFailed(exception, Entry);
        }

        if (!disposed)
        {
            Schedule();
        }
    }
}
