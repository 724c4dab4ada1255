using Orleans.Concurrency;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Timers;

public interface ITimerGrain : IGrainWithStringKey
{
    Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave);

    Task StartHoldingAsync();

    Task StartFailingAsync();

    Task StartWithStateAsync(string state);

    Task StopAsync();

    Task ChangeAsync(TimeSpan dueTime, TimeSpan period);

    Task HoldAsync();

    Task NoteAsync(string text);

    [AlwaysInterleave]
    Task NoteBetweenAsync(string text);

    Task LeaveAsync();

    Task<bool> StartOutsideOfTheTurnAsync();
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? timer;
    private int ticks;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task StartAsync(TimeSpan dueTime, TimeSpan period, bool interleave)
    {
        timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(dueTime, period) { Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task StartHoldingAsync()
    {
        timer = this.RegisterGrainTimer(HoldAsync, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public Task StartFailingAsync()
    {
        timer = this.RegisterGrainTimer(
            async () =>
            {
                await TickAsync();
                throw new InvalidOperationException("The tick failed.");
            },
            TimeSpan.Zero,
            TimeSpan.FromMilliseconds(10));
        return Task.CompletedTask;
    }

    public Task StartWithStateAsync(string state)
    {
        timer = this.RegisterGrainTimer(static (given, token) => given.Grain.NoteStateAsync(given.State, token), (Grain: this, State: state), new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task ChangeAsync(TimeSpan dueTime, TimeSpan period)
    {
        timer?.Change(dueTime, period);
        return Task.CompletedTask;
    }

    public async Task HoldAsync()
    {
        Probe.Note("holds");
        await Probe.GateAsync();
        Probe.Note("lets go");
    }

    public Task NoteAsync(string text)
    {
        Probe.Note(text);
        return Task.CompletedTask;
    }

    public Task NoteBetweenAsync(string text) => NoteAsync(text);

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<bool> StartOutsideOfTheTurnAsync()
    {
        try
        {
            await Task.Run(() => this.RegisterGrainTimer(TickAsync, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => NoteAsync("deactivated");

    private Task TickAsync() => NoteAsync($"tick {++ticks}");

    private Task NoteStateAsync(string state, CancellationToken token) => NoteAsync($"{state} {token.CanBeCanceled}");
}

public sealed class TimerTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    private ITimerGrain Grain => shared.Grains.GetGrain<ITimerGrain>(key);

    [Fact]
    public async Task Timer_WithAPeriod_TicksUntilItIsDisposed()
    {
        await Grain.StartAsync(TimeSpan.Zero, Short, interleave: false);
        await Probe.ExpectAsync("tick 1", "tick 2", "tick 3");
        await Grain.StopAsync();
        Probe.Rest();
        await Grain.NoteAsync("after");
        await Probe.ExpectAsync("after");
    }

    [Fact]
    public async Task Timer_WithoutAPeriod_TicksOnceUntilItIsChanged()
    {
        await Grain.StartAsync(TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);
        await Probe.ExpectAsync("tick 1");
        await Grain.ChangeAsync(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        await Probe.ExpectAsync("tick 2");
        Assert.Empty(Probe.Rest());
    }

    [Fact]
    public async Task Timer_WithAnInfiniteDueTime_WaitsForItsChange()
    {
        await Grain.StartAsync(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, interleave: false);
        await Grain.NoteAsync("started");
        await Grain.ChangeAsync(Short, Timeout.InfiniteTimeSpan);
        await Probe.ExpectAsync("started", "tick 1");
    }

    [Fact]
    public async Task Tick_WhileACallRuns_Waits()
    {
        var held = Grain.HoldAsync();
        await Probe.ExpectAsync("holds");
        var start = Grain.StartAsync(TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false);
        var second = Grain.NoteAsync("second");
        Probe.Open();
        await Task.WhenAll(held, start, second).WaitAsync(Probe.Limit);
        Assert.Equal("lets go", await Probe.NextAsync("lets go"));
        var rest = new[] { await Probe.NextAsync("second or tick"), await Probe.NextAsync("second or tick") };
        Assert.Equal(["second", "tick 1"], rest.Order());
    }

    [Fact]
    public async Task Call_WhileATickRuns_Waits()
    {
        await Grain.StartHoldingAsync();
        await Probe.ExpectAsync("holds");
        var call = Grain.NoteAsync("call");
        await Grain.NoteBetweenAsync("between").WaitAsync(Probe.Limit);
        Probe.Open();
        await call.WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("between", "lets go", "call");
    }

    [Fact]
    public async Task Tick_ThatInterleaves_RunsWhileACallRuns()
    {
        await Grain.StartAsync(TimeSpan.Zero, Short, interleave: true);
        await Probe.ExpectAsync("tick 1");
        var held = Grain.HoldAsync();
        while (await Probe.NextAsync("holds") != "holds")
        {
            // Ticks that came before.
        }

        Assert.StartsWith("tick", await Probe.NextAsync("a tick between"), StringComparison.Ordinal);
        Probe.Open();
        await held.WaitAsync(Probe.Limit);
        await Grain.StopAsync();
    }

    [Fact]
    public async Task Tick_ThatFails_DoesNotEndTheTimer()
    {
        await Grain.StartFailingAsync();
        await Probe.ExpectAsync("tick 1", "tick 2");
        await Grain.StopAsync();
    }

    [Fact]
    public async Task Timer_WithAState_GetsItAndAToken()
    {
        await Grain.StartWithStateAsync("state");
        await Probe.ExpectAsync("state True");
    }

    [Fact]
    public async Task Deactivation_WhileATickRuns_WaitsForIt()
    {
        await using var silo = await TestSilo.StartAsync();
        await silo.Grains.GetGrain<ITimerGrain>(key).StartHoldingAsync();
        await Probe.ExpectAsync("holds");
        var stop = silo.StopAsync();
        Probe.Open();
        await stop.WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("lets go", "deactivated");
    }

    [Fact]
    public async Task Deactivation_EndsTheTimers()
    {
        await Grain.StartAsync(TimeSpan.Zero, Short, interleave: false);
        await Probe.ExpectAsync("tick 1");
        await Grain.LeaveAsync();
        while (await Probe.NextAsync("deactivated") != "deactivated")
        {
            // Ticks that came before.
        }

        await Grain.NoteAsync("after");
        await Probe.ExpectAsync("after");
        Assert.Empty(Probe.Rest());
    }

    [Fact]
    public async Task RegisterGrainTimer_OutsideOfTheTurn_IsRefused() => Assert.False(await Grain.StartOutsideOfTheTurnAsync());
}
