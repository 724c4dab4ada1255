using Orleans.Concurrency;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Turns;

public interface ITurnGrain : IGrainWithStringKey
{
    Task HoldAsync(string name);

    Task NoteAsync(string name);

    [AlwaysInterleave]
    Task InterleaveAsync(string name);

    [AlwaysInterleave]
    Task HoldBetweenAsync(string name);

    [ReadOnly]
    Task HoldReadingAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name);

    Task<bool> StaysInTurnAsync();

    Task<int> WorkInParallelAsync(int pieces);

    [ResponseTimeout("00:00:01")]
    Task CallBackAsync(ITurnGrain self, bool allow);

    [ResponseTimeout("00:00:01")]
    Task HoldShortlyAsync(string name);

    [OneWay]
    Task HoldOneWayAsync(string name);
}

[Reentrant]
public sealed class ReentrantTurnGrain : TurnGrain;

[MayInterleave(nameof(MayInterleave))]
public sealed class ChoosyTurnGrain : TurnGrain
{
    public static bool MayInterleave(global::Orleans.Serialization.Invocation.IInvokable request) => (string?)request.GetArgument(0) == "let me in";
}

public sealed class PlainTurnGrain : TurnGrain;

public abstract class TurnGrain : Grain, ITurnGrain
{
    private int inside;
    private int worst;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task HoldAsync(string name)
    {
        Probe.Note($"{name} begins");
        // The gate of all calls of this grain, or the call's own.
        await Task.WhenAny(Probe.GateAsync(), Probe.Of($"{this.GetPrimaryKeyString()} {name}").GateAsync());
        Probe.Note($"{name} ends");
    }

    public Task NoteAsync(string name)
    {
        Probe.Note(name);
        return Task.CompletedTask;
    }

    public Task InterleaveAsync(string name) => NoteAsync(name);

    public Task HoldBetweenAsync(string name) => HoldAsync(name);

    public Task HoldReadingAsync(string name) => HoldAsync(name);

    public Task ReadAsync(string name) => NoteAsync(name);

    public async Task<bool> StaysInTurnAsync()
    {
        var before = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Delay(1);
        return before != TaskScheduler.Default && before == afterYield && before == TaskScheduler.Current;
    }

    public async Task<int> WorkInParallelAsync(int pieces)
    {
        await Task.WhenAll(Enumerable.Range(0, pieces).Select(async _ =>
        {
            for (var step = 0; step < 10; step++)
            {
                Interlocked.Increment(ref inside);
                // Time for another piece to come in, if any can.
                SpinWait.SpinUntil(() => Volatile.Read(ref inside) > 1, TimeSpan.FromMilliseconds(1));
                worst = Math.Max(worst, Volatile.Read(ref inside));
                Interlocked.Decrement(ref inside);
                await Task.Yield();
            }
        }));
        return worst;
    }

    public async Task CallBackAsync(ITurnGrain self, bool allow)
    {
        if (allow)
        {
            using var section = RequestContext.AllowCallChainReentrancy();
            await self.NoteAsync("called back");
        }
        else
        {
            await self.NoteAsync("called back");
        }
    }

    public Task HoldShortlyAsync(string name) => HoldAsync(name);

    public Task HoldOneWayAsync(string name) => HoldAsync(name);
}
