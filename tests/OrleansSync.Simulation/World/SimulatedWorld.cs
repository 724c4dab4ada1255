using OrleansSync.Simulation.Choices;

namespace OrleansSync.Simulation.World;

/// <summary>
/// Runs asynchronous code on one thread in virtual time. Which of the ready continuations runs next is a choice of the
/// tape; when none is ready, time jumps to the next timer. What runs in it must take its time from <see cref="Clock"/>
/// and must not leave its context (no ConfigureAwait(false), no Task.Run).
/// </summary>
public sealed class SimulatedWorld
{
    /// <summary>More steps than this in one history is a loop without an end.</summary>
    public const int StepsMax = 200_000;

    private readonly List<(SimulatedWorker Worker, SendOrPostCallback Callback, object? State)> ready = [];
    private readonly ChoiceTape tape;

    /// <summary>A world whose chance comes from the tape.</summary>
    public SimulatedWorld(ChoiceTape tape)
    {
        this.tape = tape;
        Clock = new SimulatedClock();
        Faults = new Faults(this, tape);
    }

    /// <summary>Virtual time.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>What goes wrong at ports.</summary>
    public Faults Faults { get; }

    /// <summary>What happened.</summary>
    public Trace Trace { get; } = new();

    /// <summary>How many continuations have run.</summary>
    public int Steps { get; private set; }

    /// <summary>A worker: what a crash ends.</summary>
    public SimulatedWorker StartWorker(string name) => new(this, name);

    /// <summary>Notes what happened, with the virtual time.</summary>
    public void Note(string what) => Trace.Add(Clock.Elapsed, what);

    /// <summary>Runs until nothing is ready and no timer is left, or until <paramref name="until"/> is true.</summary>
    /// <exception cref="SimulationException">It would not end.</exception>
    public void Run(Func<bool>? until = null)
    {
        var outer = SynchronizationContext.Current;
        try
        {
            while (until?.Invoke() != true && (RunOne() || Clock.AdvanceToNext()))
            {
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    internal void Enqueue(SimulatedWorker worker, SendOrPostCallback callback, object? state)
    {
        if (!worker.HasCrashed)
        {
            ready.Add((worker, callback, state));
        }
    }

    internal void Drop(SimulatedWorker worker) => ready.RemoveAll(item => item.Worker == worker);

    private bool RunOne()
    {
        if (ready.Count == 0)
        {
            return false;
        }

        if (++Steps > StepsMax)
        {
            throw new SimulationException($"The history did not end within {StepsMax} steps.");
        }

        var index = ready.Count == 1 ? 0 : tape.Choose(ready.Count);
        var (worker, callback, state) = ready[index];
        ready.RemoveAt(index);
        SynchronizationContext.SetSynchronizationContext(worker);
        callback(state);
        return true;
    }
}
