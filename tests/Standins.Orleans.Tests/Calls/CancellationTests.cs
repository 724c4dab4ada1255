using Orleans.Configuration;
using Orleans.Hosting;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Calls;

public interface ICancelGrain : IGrainWithStringKey
{
    Task WaitAsync(CancellationToken cancellationToken);

    Task<string> WaitInAnotherAsync(ICancelGrain other, CancellationToken cancellationToken);

    Task NoteAsync(string text, CancellationToken cancellationToken);
}

public sealed class CancelGrain : Grain, ICancelGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Probe.Note("waits");
        var scheduler = TaskScheduler.Current;
        using var registration = cancellationToken.Register(() => Probe.Note($"called back {scheduler == TaskScheduler.Current}"));
        try
        {
            await Task.Delay(Probe.Limit, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Probe.Note("cancelled");
            throw;
        }
    }

    public async Task<string> WaitInAnotherAsync(ICancelGrain other, CancellationToken cancellationToken)
    {
        await other.WaitAsync(cancellationToken);
        return "not cancelled";
    }

    public Task NoteAsync(string text, CancellationToken cancellationToken)
    {
        Probe.Note($"{text} {cancellationToken.IsCancellationRequested}");
        return Task.CompletedTask;
    }
}

public sealed class CancellationTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    private ICancelGrain Grain => shared.Grains.GetGrain<ICancelGrain>(key);

    [Fact]
    public async Task Cancel_WhileTheCallRuns_CancelsBothSides()
    {
        using var stop = new CancellationTokenSource();
        var call = Grain.WaitAsync(stop.Token);
        await Probe.ExpectAsync("waits");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).WaitAsync(Probe.Limit);
        var both = new[] { await Probe.NextAsync("cancelled or called back"), await Probe.NextAsync("cancelled or called back") };
        Assert.Equal(["called back True", "cancelled"], both.Order());
    }

    [Fact]
    public async Task Cancel_ThroughTwoGrains_ReachesTheSecond()
    {
        using var stop = new CancellationTokenSource();
        var call = shared.Grains.GetGrain<ICancelGrain>(Probe.NewKey()).WaitInAnotherAsync(Grain, stop.Token);
        await Probe.ExpectAsync("waits");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).WaitAsync(Probe.Limit);
        var both = new[] { await Probe.NextAsync("cancelled or called back"), await Probe.NextAsync("cancelled or called back") };
        Assert.Contains("cancelled", both);
    }

    [Fact]
    public async Task Call_WithACancelledToken_IsNotMade()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Grain.NoteAsync("not made", new CancellationToken(canceled: true)));
        await Grain.NoteAsync("made", CancellationToken.None);
        await Probe.ExpectAsync("made False");
    }

    [Fact]
    public async Task Cancel_OfAWaitingCall_KeepsItFromRunning()
    {
        using var stopFirst = new CancellationTokenSource();
        using var stopSecond = new CancellationTokenSource();
        var first = Grain.WaitAsync(stopFirst.Token);
        await Probe.ExpectAsync("waits");
        var second = Grain.NoteAsync("second", stopSecond.Token);
        await stopSecond.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second).WaitAsync(Probe.Limit);
        await stopFirst.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first).WaitAsync(Probe.Limit);
        await Grain.NoteAsync("third", CancellationToken.None).WaitAsync(Probe.Limit);
        var events = new List<string>();
        while (events.LastOrDefault() != "third False")
        {
            events.Add(await Probe.NextAsync("third False"));
        }

        Assert.DoesNotContain(events, one => one.StartsWith("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Timeout_OfACallThatIsToBeCancelledThen_CancelsTheCalled()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromSeconds(2);
            options.CancelRequestOnTimeout = true;
        }));
        await Assert.ThrowsAsync<TimeoutException>(() => silo.Grains.GetGrain<ICancelGrain>(key).WaitAsync(CancellationToken.None)).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("waits");
        var both = new[] { await Probe.NextAsync("cancelled or called back"), await Probe.NextAsync("cancelled or called back") };
        Assert.Contains("cancelled", both);
    }

    [Fact]
    public async Task Cancel_OfACallThatWaitsForTheCalled_EndsAfterIt()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configure<SiloMessagingOptions>(options => options.WaitForCancellationAcknowledgement = true));
        using var stop = new CancellationTokenSource();
        var call = silo.Grains.GetGrain<ICancelGrain>(key).WaitAsync(stop.Token);
        await Probe.ExpectAsync("waits");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).WaitAsync(Probe.Limit);
        Assert.True(call.IsCanceled);
        Assert.Contains("cancelled", Probe.Rest());
    }
}
