namespace OrleansSync.Simulation.World;

/// <summary>
/// One process of the simulated cluster. A crash drops everything that it had in memory or had planned: its tasks never
/// go on, as after SIGKILL. Only what it wrote through ports is left.
/// </summary>
public sealed class SimulatedWorker : SynchronizationContext
{
    private readonly SimulatedWorld world;

    internal SimulatedWorker(SimulatedWorld world, string name) => (this.world, Name) = (world, name);

    /// <summary>For the trace.</summary>
    public string Name { get; }

    /// <summary>True once it crashed.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>Starts work on this worker. The task never ends if the worker crashes first.</summary>
    public Task Start(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => _ = RunAsync(work, done), null);
        return done.Task;
    }

    /// <summary>Ends the worker here and now.</summary>
    public void Crash()
    {
        world.Note($"{Name} crashes");
        HasCrashed = true;
        world.Drop(this);
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state) => world.Enqueue(this, d, state);

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) =>
        throw new SimulationException("A synchronous Send would leave the order of the simulation.");

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    private static async Task RunAsync(Func<Task> work, TaskCompletionSource done)
    {
        try
        {
            await work();
            done.SetResult();
        }
        catch (Exception exception)
        {
            // Whoever started the work decides what a failure means.
            done.SetException(exception);
        }
    }
}
