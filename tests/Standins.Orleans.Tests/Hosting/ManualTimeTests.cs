#if STANDINS
using Microsoft.Extensions.DependencyInjection;
using Standins.Orleans.Tests.Lifecycle;
using Standins.Orleans.Tests.Reminders;
using Standins.Orleans.Tests.Support;
using Standins.Orleans.Tests.Timers;
using Standins.Orleans.Tests.Turns;

namespace Standins.Orleans.Tests.Hosting;

/// <summary>All time of the stand-in is the time among its services; the real runtime keeps some clocks of its own.</summary>
public sealed class ManualTimeTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly TestReminderTable table = new();
    private readonly string key = Probe.NewKey();
    private TestSilo? silo;

    private Probe Probe => Probe.Of(key);

    private IGrainFactory Grains => (silo ?? throw new InvalidOperationException("Not started.")).Grains;

    public async Task InitializeAsync() => silo = await TestSilo.StartAsync(silo =>
    {
        silo.Services.AddSingleton<TimeProvider>(time);
        silo.Services.AddSingleton<IReminderTable>(table);
    });

    public async Task DisposeAsync() => await silo!.DisposeAsync();

    [Fact]
    public async Task ResponseTimeout_ByDefault_IsThirtySeconds()
    {
        var call = Grains.GetGrain<ITurnGrain>(key, typeof(PlainTurnGrain).FullName).HoldAsync("call");
        await Probe.ExpectAsync("call begins");
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<TimeoutException>(() => call).WaitAsync(Probe.Limit);
        Probe.Open();
    }

    [Fact]
    public async Task CollectionAge_ByDefault_IsFifteenMinutes()
    {
        var grain = Grains.GetGrain<ILifeGrain>(key);
        await grain.GetLifeAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        var life = await grain.GetLifeAsync();
        time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(life, await grain.GetLifeAsync());
        Assert.Equal(["activated"], Probe.Rest());
        time.Advance(TimeSpan.FromMinutes(16));
        await Probe.ExpectAsync("deactivated: ActivationIdle", "disposed");
    }

    [Fact]
    public async Task DelayDeactivation_WhenItIsOver_LetsTheGrainGo()
    {
        var grain = Grains.GetGrain<ILifeGrain>(key);
        await grain.StayAsync(TimeSpan.FromHours(1));
        time.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(["activated"], Probe.Rest());
        time.Advance(TimeSpan.FromMinutes(20));
        await Probe.ExpectAsync("deactivated: ActivationIdle", "disposed");
    }

    [Fact]
    public async Task Timer_WithAPeriod_WaitsFromTheEndOfATickToTheNext()
    {
        var grain = Grains.GetGrain<ITimerGrain>(key);
        await grain.StartAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), interleave: false);
        time.Advance(TimeSpan.FromMinutes(1));
        await Probe.ExpectAsync("tick 1");
        await grain.NoteAsync("after");
        time.Advance(TimeSpan.FromMinutes(1));
        await grain.NoteAsync("later");
        time.Advance(TimeSpan.FromMinutes(1));
        await Probe.ExpectAsync("after", "later", "tick 2");
    }

    [Fact]
    public async Task Reminder_FarInTheFuture_TicksInItsTime()
    {
        var grain = Grains.GetGrain<IReminderGrain>(key);
        await grain.RegisterAsync("far", TimeSpan.FromDays(100), TimeSpan.FromDays(50));
        time.Advance(TimeSpan.FromDays(99));
        Assert.DoesNotContain(Probe.Rest(), text => text.StartsWith("far", StringComparison.Ordinal));
        // Not further: the reminder's call would time out before it runs.
        time.Advance(TimeSpan.FromDays(1));
        while (!(await Probe.NextAsync("far")).StartsWith("far", StringComparison.Ordinal))
        {
            // The grain is activated for it.
        }
    }

    [Fact]
    public async Task Reminder_WrittenByAnother_IsSeenAtTheNextRefreshAndRemovedAtTheNext()
    {
        var id = Grains.GetGrain<IReminderGrain>(key).GetGrainId();
        var etag = await table.UpsertRow(new ReminderEntry { GrainId = id, ReminderName = "other", StartAt = time.GetUtcNow().UtcDateTime.AddMinutes(7), Period = TimeSpan.FromMinutes(10) });
        time.Advance(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromMinutes(2));
        await Probe.ExpectAsync("activated", "other every 600000");
        Assert.True(await table.RemoveRow(id, "other", etag!));
        time.Advance(TimeSpan.FromMinutes(5));
        time.Advance(TimeSpan.FromMinutes(30));
        await Grains.GetGrain<IReminderGrain>(key).LeaveAsync();
        Assert.DoesNotContain(Probe.Rest(), text => text.StartsWith("other", StringComparison.Ordinal));
    }
}
#endif
