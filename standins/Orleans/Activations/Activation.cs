using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>One life of a grain: its object, its waiting and running turns, its timers.</summary>
internal sealed partial class Activation : IGrainContext
{
    // The stand-in's own limit when the options name none.
    private const int WaitingMax = 10_000;

    private readonly Lock gate = new();
    private readonly LinkedList<Turn> waiting = [];
    private readonly HashSet<Turn> running = [];
    private readonly Dictionary<Guid, int> sections = [];
    private readonly HashSet<GrainTimer> timers = [];
    private readonly TaskCompletionSource deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AsyncServiceScope scope;
    private readonly LifecycleStages lifecycle = new();
    private TaskCompletionSource? idle;
    private State state = State.Activating;
    private DeactivationReason? reason;
    private long lastUsed;
    private DateTimeOffset keptUntil;

    public Activation(Silo silo, GrainId grainId, GrainClass grainClass)
    {
        Silo = silo;
        GrainId = grainId;
        Class = grainClass;
        GrainReference = new GrainReference(silo, grainId, null);
        Scheduler = new ActivationScheduler(this);
        lastUsed = silo.Time.GetTimestamp();
    }

    private enum State
    {
        Activating,
        Valid,
        Deactivating,
        Dead,
    }

    public Silo Silo { get; }

    public GrainClass Class { get; }

    public ActivationScheduler Scheduler { get; }

    public GrainId GrainId { get; }

    public GrainReference GrainReference { get; }

    public object? GrainInstance { get; private set; }

    public ActivationId ActivationId { get; } = ActivationId.NewId();

    public IServiceProvider ActivationServices => scope.ServiceProvider;

    public IGrainLifecycle ObservableLifecycle => lifecycle;

    public Task Deactivated => deactivated.Task;

    /// <summary>Takes a turn; false when this life is over and the turn belongs to the next.</summary>
    public bool TryReceive(Turn turn)
    {
        lock (gate)
        {
            if (state == State.Dead)
            {
                return false;
            }

            var limit = Silo.Messaging.MaxEnqueuedRequestsHardLimit is > 0 and var configured ? configured : WaitingMax;
            if (waiting.Count >= limit)
            {
                turn.Reject(new LimitExceededException($"{waiting.Count} calls wait for the grain {GrainId}, which is the limit."));
                return true;
            }

            waiting.AddLast(turn);
            Pump();
            return true;
        }
    }

    /// <summary>Refuses whoever is not this activation's code: nothing else may touch its state.</summary>
    public void CheckAccess()
    {
        if (RuntimeContext.Current != this)
        {
            throw new InvalidOperationException($"Code outside of {this} tried to use what belongs to it: it left the turn, through Task.Run or ConfigureAwait(false).");
        }
    }

    public void EnterSection(Guid id)
    {
        if (id != Guid.Empty)
        {
            lock (gate)
            {
                sections[id] = sections.GetValueOrDefault(id) + 1;
                Pump();
            }
        }
    }

    public void LeaveSection(Guid id)
    {
        lock (gate)
        {
            if (sections.TryGetValue(id, out var count))
            {
                sections[id] = count - 1;
            }
        }
    }

    public void Add(GrainTimer timer)
    {
        lock (gate)
        {
            timers.Add(timer);
        }
    }

    public void Remove(GrainTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"[{Class.Type.FullName} {GrainId}{ActivationId}]";

    /// <summary>Starts every waiting turn that may run now; called inside the gate.</summary>
    private void Pump()
    {
        for (var node = waiting.First; state == State.Valid && node is not null;)
        {
            var next = node.Next;
            var turn = node.Value;
            if (turn.IsExpired)
            {
                waiting.Remove(node);
            }
            else if (MayRun(turn))
            {
                waiting.Remove(node);
                running.Add(turn);
                _ = Scheduler.Run(() => RunAsync(turn));
            }

            node = next;
        }
    }

    // Stricter than the real runtime, which looks only at the first of the running turns.
    private bool MayRun(Turn turn) =>
        turn.Interleaves
        || Class.IsReentrant
        || running.All(other => other.Interleaves || (other.IsReadOnly && turn.IsReadOnly))
        || (turn.ReentrancyId != Guid.Empty && sections.GetValueOrDefault(turn.ReentrancyId) > 0)
        || (Class.MayInterleave is not null && turn is Call call && MayInterleave(call));

    private bool MayInterleave(Call call)
    {
        try
        {
            return Class.MayInterleave?.Invoke(call.Request) ?? false;
        }
        catch (Exception exception)
        {
            // The grain's code, inside the gate: it must not take the other calls down with it.
            Silo.LogTurnFailed(exception, call, this);
            return false;
        }
    }

    private async Task RunAsync(Turn turn)
    {
        try
        {
            await turn.RunAsync(this);
        }
        catch (Exception exception)
        {
            Silo.LogTurnFailed(exception, turn, this);
        }

        lock (gate)
        {
            running.Remove(turn);
            lastUsed = turn.KeepsAlive ? Silo.Time.GetTimestamp() : lastUsed;
            if (running.Count == 0)
            {
                idle?.TrySetResult();
            }

            if (running.Count == 0 && turn is Call && Silo.Chance.EndsLife() && !IsKept())
            {
                Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The silo is configured to deactivate grains between calls."));
            }

            Pump();
        }
    }
}
