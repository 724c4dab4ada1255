using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The activations of one silo: at most one a grain.</summary>
internal sealed class Catalog(Silo silo)
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();
    private volatile bool closed;

    public IReadOnlyCollection<Activation> All => [.. activations.Values];

    /// <summary>Gives a call to its grain's activation, which is made if there is none.</summary>
    public void Deliver(Call call)
    {
        while (true)
        {
            if (!activations.TryGetValue(call.Target, out var activation))
            {
                if (closed)
                {
                    call.Reject(new SiloUnavailableException($"The silo stops and activates no grain any more: {call}."));
                    return;
                }

                if (Make(call) is not { } made)
                {
                    return;
                }

                activation = made;
            }

            if (activation.TryReceive(call))
            {
                return;
            }

            // It ended in this moment and is about to leave the catalog, or has left.
            Remove(activation);
        }
    }

    public void Remove(Activation activation) => activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));

    /// <summary>Begins the end of the lives that were not used for so long, and gives them.</summary>
    public IReadOnlyList<Activation> DeactivateIdle(Func<Activation, TimeSpan> age) => [.. activations.Values.Where(activation => activation.DeactivateIfIdle(age(activation)))];

    /// <summary>Ends the life of one grain, if it has one.</summary>
    public Task DeactivateAsync(GrainId grainId)
    {
        if (!activations.TryGetValue(grainId, out var activation))
        {
            return Task.CompletedTask;
        }

        activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "A test asked for it."));
        return activation.Deactivated;
    }

    /// <summary>Ends all lives; those that do not end in time are left behind.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        closed = true;
        var left = activations.Values.ToArray();
        foreach (var activation in left)
        {
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."), cancellationToken);
        }

        try
        {
            await Task.WhenAll(left.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            silo.LogLeftBehind(left.Count(activation => !activation.Deactivated.IsCompleted));
        }
    }

    private Activation? Make(Call call)
    {
        try
        {
            var made = new Activation(silo, call.Target, silo.Types.Get(call.Target.Type));
            var winner = activations.GetOrAdd(call.Target, made);
            if (winner == made)
            {
                made.Start();
            }

            return winner;
        }
        catch (ArgumentException exception)
        {
            call.Reject(exception);
            return null;
        }
    }
}
