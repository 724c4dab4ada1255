using OrleansSync.Simulation.Choices;

namespace OrleansSync.Simulation.World;

/// <summary>
/// Stands in every port call of a simulated worker: the call may fail before or after its effect, lose its reply, be late,
/// be done twice, or be the last thing that the worker does.
/// </summary>
public sealed class Faults
{
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(20);
    private readonly SimulatedWorld world;
    private readonly ChoiceTape tape;

    internal Faults(SimulatedWorld world, ChoiceTape tape) => (this.world, this.tape) = (world, tape);

    /// <summary>Of 1,000 port calls, how many go wrong in some way. 0 while the world comes to rest.</summary>
    public int PerMille { get; set; } = 80;

    /// <summary>Does the call, or what becomes of it.</summary>
    /// <param name="port">For the trace: the port and the operation.</param>
    /// <param name="call">The effect, at once and whole; it may throw what the other side answers.</param>
    /// <param name="mayRepeat">True for what a network may deliver twice or late (an HTTP call); false for a database's transaction.</param>
    /// <exception cref="PortFailedException">The call failed; whether it had its effect is unknown to the caller.</exception>
    public async Task<T> CallAsync<T>(string port, Func<T> call, bool mayRepeat = false)
    {
        var worker = SynchronizationContext.Current as SimulatedWorker ?? throw new SimulationException($"{port} was called outside a worker.");

        // Every port call is a round trip: others may run before its effect and before its reply.
        await YieldAsync();
        var fault = tape.Happens(PerMille) ? (Fault)(1 + tape.Choose(Enum.GetValues<Fault>().Length - 1)) : Fault.None;
        if (fault != Fault.None)
        {
            world.Note($"{worker.Name} {port}: {fault}");
        }

        return fault switch
        {
            Fault.FailBefore => throw new PortFailedException(port),
            Fault.FailAfter => await FailAfterAsync(port, call),
            Fault.CrashBefore => await CrashAsync<T>(worker),
            Fault.CrashAfter => await CrashAfterAsync(worker, port, call),
            Fault.Late => await LateAsync(worker, port, call),
            Fault.EffectAfterFailure when mayRepeat => FailNowAndDoLater(port, call),
            Fault.Twice when mayRepeat => await TwiceAsync(worker, port, call),
            _ => await DoAsync(worker, port, call),
        };
    }

    private async Task<T> DoAsync<T>(SimulatedWorker worker, string port, Func<T> call)
    {
        var result = call();
        world.Note($"{worker.Name} {port}");
        await YieldAsync();
        return result;
    }

    private static async Task<T> FailAfterAsync<T>(string port, Func<T> call)
    {
        call();
        await YieldAsync();
        throw new PortFailedException(port);
    }

    private async Task<T> CrashAfterAsync<T>(SimulatedWorker worker, string port, Func<T> call)
    {
        call();
        world.Note($"{worker.Name} {port} had its effect");
        return await CrashAsync<T>(worker);
    }

    private static Task<T> CrashAsync<T>(SimulatedWorker worker)
    {
        worker.Crash();
        return new TaskCompletionSource<T>().Task;
    }

    private async Task<T> LateAsync<T>(SimulatedWorker worker, string port, Func<T> call)
    {
        await Task.Delay(DelayMax * (1 + tape.Choose(10)) / 10, world.Clock);
        return await DoAsync(worker, port, call);
    }

    private T FailNowAndDoLater<T>(string port, Func<T> call)
    {
        // The network is nobody's process: the effect comes even if the caller has crashed by then.
        var network = world.StartWorker("network");
        var delay = DelayMax * (1 + tape.Choose(10)) / 10;
        network.Start(async () =>
        {
            await Task.Delay(delay, world.Clock);
            call();
            world.Note($"{network.Name} {port}");
        });
        throw new PortFailedException(port);
    }

    private async Task<T> TwiceAsync<T>(SimulatedWorker worker, string port, Func<T> call)
    {
        call();
        return await DoAsync(worker, port, call);
    }

    private static async Task YieldAsync() => await Task.Yield();
}
