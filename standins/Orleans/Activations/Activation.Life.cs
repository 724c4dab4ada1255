using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>How an activation begins, how long it stays, and how it ends.</summary>
internal sealed partial class Activation
{
    public void Start()
    {
        scope = Silo.Services.CreateAsyncScope();
        _ = Scheduler.Run(ActivateAsync);
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (reason is not null || state == State.Dead)
            {
                return;
            }

            reason = deactivationReason;
            if (state == State.Valid)
            {
                BeginEnd(cancellationToken);
            }
        }
    }

    public void DelayDeactivation(TimeSpan time)
    {
        lock (gate)
        {
            keptUntil = time == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : time <= TimeSpan.Zero ? default : Silo.Time.GetUtcNow() + time;
        }
    }

    /// <summary>Ends this life if nobody used it for so long.</summary>
    public bool DeactivateIfIdle(TimeSpan age)
    {
        lock (gate)
        {
            var isIdle = state == State.Valid && running.Count == 0 && waiting.Count == 0 && reason is null && !IsKept() && Silo.Time.GetElapsedTime(lastUsed) >= age;
            if (isIdle)
            {
                Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"The grain was not used for {age}."));
            }

            return isIdle;
        }
    }

    // A grain that asked to stay does, and so does one that works for itself through a timer that keeps it.
    private bool IsKept() => Class.IsKeptAlive || keptUntil > Silo.Time.GetUtcNow() || timers.Any(timer => timer.KeepsAlive);

    private async Task ActivateAsync()
    {
        using var timeout = new CancellationTokenSource(Silo.Collection.ActivationTimeout, Silo.Time);
        try
        {
            GrainInstance = Create();
            (GrainInstance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(lifecycle);
            await lifecycle.StartAsync(timeout.Token);
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnActivateAsync(timeout.Token);
            }
        }
        catch (Exception exception)
        {
            Silo.LogActivationFailed(exception, this);
            await EndAsync(exception);
            return;
        }

        lock (gate)
        {
            state = State.Valid;
            lastUsed = Silo.Time.GetTimestamp();
            if (reason is not null)
            {
                BeginEnd(CancellationToken.None);
            }

            Pump();
        }
    }

    private object Create()
    {
        try
        {
            return Class.Create(this);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"An object of the grain class {Class.Type} could not be made: {exception.Message}", exception);
        }
    }

    // Inside the gate: from now on what waits belongs to the next life.
    private void BeginEnd(CancellationToken cancellationToken)
    {
        state = State.Deactivating;
        idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (running.Count == 0)
        {
            idle.TrySetResult();
        }

        _ = Scheduler.Run(() => DeactivateAsync(cancellationToken));
    }

    private async Task DeactivateAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Silo.Collection.DeactivationTimeout, Silo.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Set where the end began.
            await idle!.Task.WaitAsync(linked.Token);
        }
        catch (OperationCanceledException)
        {
            Silo.LogStillRunning(this);
        }

        // Not earlier: a tick that still runs is not cancelled by its token, just as a call is not.
        DisposeTimers();
        try
        {
            if (GrainInstance is IGrainBase grain)
            {
                // Set where the end began.
                await grain.OnDeactivateAsync(reason!.Value, linked.Token);
            }

            await lifecycle.StopAsync(linked.Token);
        }
        catch (Exception exception)
        {
            Silo.LogDeactivationFailed(exception, this);
        }

        await EndAsync(null);
    }

    private async Task EndAsync(Exception? failure)
    {
        DisposeTimers();
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable instance:
                    await instance.DisposeAsync();
                    break;
                case IDisposable instance:
                    instance.Dispose();
                    break;
            }

            await scope.DisposeAsync();
        }
        catch (Exception exception)
        {
            Silo.LogDeactivationFailed(exception, this);
        }

        Turn[] left;
        lock (gate)
        {
            state = State.Dead;
            left = [.. waiting];
            waiting.Clear();
        }

        Silo.Catalog.Remove(this);
        deactivated.TrySetResult();
        foreach (var turn in left)
        {
            if (failure is not null)
            {
                turn.Reject(failure);
            }
            else if (turn is Call { IsExpired: false } call)
            {
                Silo.Catalog.Deliver(call);
            }
        }
    }

    private void DisposeTimers()
    {
        GrainTimer[] left;
        lock (gate)
        {
            left = [.. timers];
        }

        foreach (var timer in left)
        {
            timer.Dispose();
        }
    }
}
