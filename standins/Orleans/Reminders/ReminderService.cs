using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Wakes grains at the times that the reminder table names.</summary>
internal sealed partial class ReminderService(Silo silo, IReminderTable table, IOptions<ReminderOptions> options, ILogger<ReminderService> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), LocalReminder> local = new();
    private ITimer? refresh;
    private int changes;
    private volatile bool ticking;

    public Silo Silo => silo;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<ReminderService>(ServiceLifecycleStage.RuntimeGrainServices, StartTableAsync, token => table.StopAsync(token));
        lifecycle.Subscribe<ReminderService>(ServiceLifecycleStage.Active, StartTickingAsync, StopTickingAsync);
    }

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
        {
            throw new ArgumentException($"The reminder {name} has a period of {period}, which is below the minimum of {options.Value.MinimumReminderPeriod}.", nameof(period));
        }

        var entry = new ReminderEntry { GrainId = grain, ReminderName = name, StartAt = silo.Time.GetUtcNow().UtcDateTime + dueTime, Period = period };
        entry.ETag = await table.UpsertRow(entry) ?? throw new ReminderException($"The reminder {name} of the grain {grain} could not be written.");
        Set(entry);
        return new Handle(grain, name, entry.ETag);
    }

    public async Task UnregisterAsync(GrainId grain, IGrainReminder reminder)
    {
        if (reminder is not Handle handle || handle.Grain != grain)
        {
            throw new ArgumentException("The reminder is not one of this grain.", nameof(reminder));
        }

        if (!await table.RemoveRow(grain, handle.ReminderName, handle.Etag))
        {
            throw new ReminderException($"The reminder {handle.ReminderName} of the grain {grain} was changed or removed in the meantime. Get it and try again.");
        }

        Interlocked.Increment(ref changes);
        Remove((grain, handle.ReminderName));
    }

    public async Task<IGrainReminder?> FindAsync(GrainId grain, string name) =>
        await table.ReadRow(grain, name) is { ETag: { } etag } ? new Handle(grain, name, etag) : null;

    public async Task<List<IGrainReminder>> ListAsync(GrainId grain) =>
        [.. from entry in (await table.ReadRows(grain)).Reminders select new Handle(grain, entry.ReminderName, entry.ETag ?? "")];

    public void Dispose()
    {
        ticking = false;
        refresh?.Dispose();
        foreach (var key in local.Keys)
        {
            Remove(key);
        }
    }

    private async Task StartTableAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.InitializationTimeout, silo.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await table.StartAsync(linked.Token).WaitAsync(linked.Token);
    }

    private async Task StartTickingAsync(CancellationToken cancellationToken)
    {
        ticking = true;
        await RefreshAsync();
        using (ExecutionContext.SuppressFlow())
        {
            var period = options.Value.RefreshReminderListPeriod;
            refresh = silo.Time.CreateTimer(static state => ((ReminderService)state!).OnRefresh(), this, period, period);   // the state is this service
        }
    }

    private Task StopTickingAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    private void OnRefresh() => _ = RefreshSafelyAsync();

    private async Task RefreshSafelyAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception exception)
        {
            LogRefreshFailed(exception);
        }
    }

    private async Task RefreshAsync()
    {
        var before = Volatile.Read(ref changes);
        // Equal bounds: the whole ring, since this silo is alone.
        var entries = (await table.ReadRows(0, 0)).Reminders;
        if (before != Volatile.Read(ref changes))
        {
            return;   // changed by a grain while it was read; the next reading sees both
        }

        foreach (var gone in local.Keys.Except(entries.Select(entry => (entry.GrainId, entry.ReminderName))))
        {
            Remove(gone);
        }

        foreach (var entry in entries)
        {
            if (!local.TryGetValue((entry.GrainId, entry.ReminderName), out var known) || known.Entry.ETag != entry.ETag)
            {
                Set(entry);
            }
        }
    }

    private void Set(ReminderEntry entry)
    {
        Interlocked.Increment(ref changes);
        Remove((entry.GrainId, entry.ReminderName));
        if (ticking)
        {
            var reminder = new LocalReminder(this, entry);
            local[(entry.GrainId, entry.ReminderName)] = reminder;
            reminder.Schedule();
        }
    }

    private void Remove((GrainId Grain, string Name) key)
    {
        if (local.TryRemove(key, out var reminder))
        {
            reminder.Dispose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The reminders could not be read; the known ones go on.")]
    private partial void LogRefreshFailed(Exception exception);

    [LoggerMessage(LogLevel.Error, "The reminder {Reminder} failed.")]
    internal partial void LogTickFailed(Exception exception, ReminderEntry reminder);

    [GenerateSerializer, Immutable]
    private sealed record Handle(GrainId Grain, string ReminderName, string Etag) : IGrainReminder;
}
