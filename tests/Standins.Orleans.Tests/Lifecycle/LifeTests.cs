using Orleans.Configuration;
using Orleans.Hosting;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Lifecycle;

public sealed class LifeTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    private ILifeGrain Grain => shared.Grains.GetGrain<ILifeGrain>(key);

    [Fact]
    public async Task Grain_BetweenCalls_StaysTheSame()
    {
        Assert.Equal(await Grain.GetLifeAsync(), await Grain.GetLifeAsync());
        await Probe.ExpectAsync("activated");
        Assert.Empty(Probe.Rest());
    }

    [Fact]
    public async Task DeactivateOnIdle_InACall_EndsThisLifeAfterIt()
    {
        var first = await Grain.GetLifeAsync();
        await Grain.LeaveAsync();
        Assert.NotEqual(first, await Grain.GetLifeAsync());
        await Probe.ExpectAsync("activated", "deactivated: ApplicationRequested", "disposed", "activated");
    }

    [Fact]
    public async Task DeactivateOnIdle_WhileACallRuns_WaitsForIt()
    {
        var first = await Grain.GetLifeAsync();
        var held = Grain.HoldAndLeaveAsync();
        await Probe.ExpectAsync("activated", "holds");
        await Grain.LeaveBetweenAsync();
        var next = Grain.GetLifeAsync();
        Probe.Open();
        await held.WaitAsync(Probe.Limit);
        Assert.NotEqual(first, await next.WaitAsync(Probe.Limit));
        await Probe.ExpectAsync("lets go", "deactivated: ApplicationRequested", "disposed", "activated");
    }

    [Fact]
    public async Task ForceActivationCollection_OfIdleGrains_EndsTheirLives()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(key);
        await grain.GetLifeAsync();
        await silo.CollectAsync();
        Assert.Equal(["activated", "deactivated: ActivationIdle", "disposed"], Probe.Rest());
    }

    [Fact]
    public async Task ForceActivationCollection_WhileACallRuns_LeavesThatGrain()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(key);
        var held = grain.HoldAndLeaveAsync();
        await Probe.ExpectAsync("activated", "holds");
        await silo.CollectAsync();
        Probe.Open();
        await held.WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("lets go");
        await grain.GetLifeAsync();
        Assert.Empty(Probe.Rest());
    }

    [Fact]
    public async Task DelayDeactivation_InACall_KeepsTheGrain()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(key);
        await grain.StayAsync(TimeSpan.FromMinutes(10));
        var first = await grain.GetLifeAsync();
        await silo.CollectAsync();
        Assert.Equal(first, await grain.GetLifeAsync());
        Assert.Equal(["activated"], Probe.Rest());
    }

    [Fact]
    public async Task ActivationFailure_WithWaitingCalls_FailsThemAndTheNextCallStartsAnew()
    {
        var grain = shared.Grains.GetGrain<IFragileGrain>(key);
        var first = grain.GetAttemptAsync();
        await Probe.ExpectAsync("attempt 1");
        var second = grain.GetAttemptAsync();
        Probe.Open();
        Assert.Equal(7, (await Assert.ThrowsAsync<Copies.SyncFailedException>(() => first)).Code);
        await Assert.ThrowsAsync<Copies.SyncFailedException>(() => second);
        Assert.Equal(2, await grain.GetAttemptAsync());
    }

    [Fact]
    public async Task Constructor_ThatThrows_FailsTheCall()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => shared.Grains.GetGrain<IUnconstructableGrain>(key).CallAsync());
        Assert.Contains("cannot be made", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_OfTheSilo_EndsAllLivesWithItsReason()
    {
        await using var silo = await TestSilo.StartAsync();
        await silo.Grains.GetGrain<ILifeGrain>(key).GetLifeAsync();
        await silo.StopAsync().WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("activated", "deactivated: ShuttingDown", "disposed");
    }

    [Fact]
    public async Task Stop_WhileACallRuns_WaitsForIt()
    {
        await using var silo = await TestSilo.StartAsync();
        var held = silo.Grains.GetGrain<ILifeGrain>(key).HoldAndLeaveAsync();
        await Probe.ExpectAsync("activated", "holds");
        var stop = silo.StopAsync();
        Probe.Open();
        await stop.WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("lets go", "deactivated: ShuttingDown", "disposed");
    }

    [Fact]
    public async Task Call_AfterTheStop_IsRefused()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<ILifeGrain>(key);
        await silo.StopAsync().WaitAsync(Probe.Limit);
        await Assert.ThrowsAnyAsync<OrleansException>(grain.GetLifeAsync).WaitAsync(Probe.Limit);
    }

    [Fact]
    public async Task CollectionAge_WhenItIsOver_EndsTheLife()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromSeconds(1);
            options.CollectionAge = TimeSpan.FromSeconds(2);
        }));
        await silo.Grains.GetGrain<ILifeGrain>(key).GetLifeAsync();
        await Probe.ExpectAsync("activated", "deactivated: ActivationIdle", "disposed");
    }
}

#if STANDINS
/// <summary>What only the stand-in can do.</summary>
public sealed class ChanceTests
{
    [Fact]
    public async Task DeactivateBetweenCalls_Always_GivesEachCallItsOwnLife()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configuration["Standins:Orleans:DeactivateBetweenCalls"] = "1");
        var grain = silo.Grains.GetGrain<ILifeGrain>(Probe.NewKey());
        Assert.NotEqual(await grain.GetLifeAsync(), await grain.GetLifeAsync());
    }

    [Fact]
    public async Task DeactivateBetweenCalls_OfAGrainThatStays_LeavesIt()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configuration["Standins:Orleans:DeactivateBetweenCalls"] = "1");
        var grain = silo.Grains.GetGrain<ILifeGrain>(Probe.NewKey());
        await grain.StayAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(await grain.GetLifeAsync(), await grain.GetLifeAsync());
    }
}
#endif
