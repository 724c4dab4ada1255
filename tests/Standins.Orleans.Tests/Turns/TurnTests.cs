using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Turns;

public sealed class TurnTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private readonly string key = Probe.NewKey();

    private Probe Probe => Probe.Of(key);

    [Fact]
    public async Task Call_WhileAnotherRuns_Waits()
    {
        var grain = Get<PlainTurnGrain>();
        var first = grain.HoldAsync("first");
        await Probe.ExpectAsync("first begins");
        var second = grain.NoteAsync("second");
        await grain.InterleaveAsync("now");
        Probe.Open();
        await Task.WhenAll(first, second).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("now", "first ends", "second");
    }

    [Fact]
    public async Task Calls_OfOneCaller_RunInTheirOrder()
    {
        var grain = Get<PlainTurnGrain>();
        await grain.NoteAsync("ready");
        var names = Enumerable.Range(0, 200).Select(number => $"{number}").ToArray();
        await Task.WhenAll(names.Select(grain.NoteAsync)).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync(["ready", .. names]);
    }

    [Fact]
    public async Task Await_InGrain_ComesBackToTheGrainsScheduler() =>
        Assert.True(await Get<PlainTurnGrain>().StaysInTurnAsync());

    [Fact]
    public async Task ParallelWork_InGrain_NeverRunsAtTheSameTime() =>
        Assert.Equal(1, await Get<PlainTurnGrain>().WorkInParallelAsync(20));

    [Fact]
    public async Task ReadOnly_WhileReadOnlyRuns_RunsBetween()
    {
        var grain = Get<PlainTurnGrain>();
        var first = grain.HoldReadingAsync("first");
        await Probe.ExpectAsync("first begins");
        await grain.ReadAsync("second").WaitAsync(Probe.Limit);
        Probe.Open();
        await first.WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("second", "first ends");
    }

    [Fact]
    public async Task Write_WhileReadOnlyRuns_Waits()
    {
        var grain = Get<PlainTurnGrain>();
        var first = grain.HoldReadingAsync("first");
        await Probe.ExpectAsync("first begins");
        var second = grain.NoteAsync("second");
        await grain.InterleaveAsync("now").WaitAsync(Probe.Limit);
        Probe.Open();
        await Task.WhenAll(first, second).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("now", "first ends", "second");
    }

    [Fact]
    public async Task Call_WhileAnotherRunsBesideAnInterleavingOne_Waits()
    {
        var grain = Get<PlainTurnGrain>();
        var between = grain.HoldBetweenAsync("between");
        await Probe.ExpectAsync("between begins");
        var first = grain.HoldAsync("first");
        await Probe.ExpectAsync("first begins");
        var second = grain.NoteAsync("second");
        await grain.InterleaveAsync("now").WaitAsync(Probe.Limit);
        Probe.Of($"{key} first").Open();
        await Task.WhenAll(first, second).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("now", "first ends", "second");
        Probe.Open();
        await between.WaitAsync(Probe.Limit);
    }

    [Fact]
    public async Task Call_ToReentrantGrain_RunsBetween()
    {
        var grain = Get<ReentrantTurnGrain>();
        var first = grain.HoldAsync("first");
        await Probe.ExpectAsync("first begins");
        await grain.NoteAsync("second").WaitAsync(Probe.Limit);
        Probe.Open();
        await first.WaitAsync(Probe.Limit);
    }

    [Fact]
    public async Task Call_ToGrainThatChooses_RunsBetweenIfChosen()
    {
        var grain = Get<ChoosyTurnGrain>();
        var first = grain.HoldAsync("first");
        await Probe.ExpectAsync("first begins");
        var second = grain.NoteAsync("second");
        await grain.NoteAsync("let me in").WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("let me in");
        Probe.Open();
        await Task.WhenAll(first, second).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("first ends", "second");
    }

    [Fact]
    public async Task CallChain_BackToTheSameGrain_TimesOut()
    {
        var grain = Get<PlainTurnGrain>();
        await Assert.ThrowsAsync<TimeoutException>(() => grain.CallBackAsync(grain, allow: false)).WaitAsync(Probe.Limit);
    }

    [Fact]
    public async Task CallChain_BackToTheSameGrain_RunsWhenTheGrainAllowsIt()
    {
        var grain = Get<PlainTurnGrain>();
        await grain.NoteAsync("there");
        await grain.CallBackAsync(grain, allow: true).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("there", "called back");
    }

    [Fact]
    public async Task CallChain_BackToAReentrantGrain_Runs()
    {
        var grain = Get<ReentrantTurnGrain>();
        await grain.NoteAsync("there");
        await grain.CallBackAsync(grain, allow: false).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("there", "called back");
    }

    [Fact]
    public async Task OneWay_WhileItRuns_HasReturnedToItsCaller()
    {
        var grain = Get<PlainTurnGrain>();
        await grain.HoldOneWayAsync("first").WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("first begins");
        Probe.Open();
        await Probe.ExpectAsync("first ends");
    }

    [Fact]
    public async Task Call_NotAnsweredInTime_ThrowsTimeoutException()
    {
        var grain = Get<PlainTurnGrain>();
        await grain.NoteAsync("there");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.HoldShortlyAsync("first")).WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("there", "first begins");
        Probe.Open();
        await grain.NoteAsync("still there").WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("first ends", "still there");
    }

    [Fact]
    public async Task Call_WhoseCallerGaveUp_IsNotRun()
    {
        var grain = Get<PlainTurnGrain>();
        var first = grain.HoldAsync("first");
        await Probe.ExpectAsync("first begins");
        await Assert.ThrowsAsync<TimeoutException>(() => grain.HoldShortlyAsync("second")).WaitAsync(Probe.Limit);
        Probe.Open();
        await first.WaitAsync(Probe.Limit);
        await grain.NoteAsync("third").WaitAsync(Probe.Limit);
        await Probe.ExpectAsync("first ends", "third");
    }

    [Fact]
    public async Task ResponseTimeout_OfTheSilo_HoldsForItsCalls()
    {
        await using var silo = await TestSilo.StartAsync(responseTimeout: TimeSpan.FromMilliseconds(500));
        var grain = silo.Grains.GetGrain<ITurnGrain>(key, typeof(PlainTurnGrain).FullName);
        await Assert.ThrowsAsync<TimeoutException>(() => grain.HoldAsync("first")).WaitAsync(Probe.Limit);
        Probe.Open();
    }

    private ITurnGrain Get<TGrain>() => shared.Grains.GetGrain<ITurnGrain>(key, typeof(TGrain).FullName);
}

#if STANDINS
/// <summary>Where the stand-in is stricter than the real runtime.</summary>
public sealed class StricterTurnTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    [Fact]
    public async Task Write_WhileTheSecondOfTwoReadersRuns_Waits()
    {
        var key = Probe.NewKey();
        var probe = Probe.Of(key);
        var grain = shared.Grains.GetGrain<ITurnGrain>(key, typeof(PlainTurnGrain).FullName);
        // The first reader ends, the second goes on: the real runtime now lets a writer in.
        var first = grain.HoldReadingAsync("first");
        await probe.ExpectAsync("first begins");
        var second = grain.HoldReadingAsync("second");
        await probe.ExpectAsync("second begins");
        Probe.Of($"{key} first").Open();
        await first.WaitAsync(Probe.Limit);
        var write = grain.NoteAsync("write");
        await grain.InterleaveAsync("now").WaitAsync(Probe.Limit);
        probe.Open();
        await Task.WhenAll(second, write).WaitAsync(Probe.Limit);
        await probe.ExpectAsync("first ends", "now", "second ends", "write");
    }
}
#endif
