using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>One stored state of one activation. Its operations run one after the other, since each needs the etag of the one before.</summary>
internal sealed class StoredState<T>(Activation activation, string name, IGrainStorage storage) : IPersistentState<T>
{
    private readonly GrainState<T> state = new(StateStorage.NewState<T>());
    private Task last = Task.CompletedTask;
    private bool loaded;

    public T State
    {
        get
        {
            activation.CheckAccess();
            return state.State!;   // null only if the state's type allows it
        }

        set
        {
            activation.CheckAccess();
            state.State = value;
        }
    }

    public string? Etag => state.ETag;

    public bool RecordExists => loaded ? state.RecordExists : throw new InvalidOperationException($"The state \"{name}\" was not read yet.");

    public Task ClearStateAsync() => ClearStateAsync(CancellationToken.None);

    public Task ClearStateAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(() => storage.ClearStateAsync(name, activation.GrainId, state, cancellationToken));

    public Task ReadStateAsync() => ReadStateAsync(CancellationToken.None);

    public Task ReadStateAsync(CancellationToken cancellationToken) => EnqueueAsync(async () =>
    {
        await storage.ReadStateAsync(name, activation.GrainId, state, cancellationToken);
        loaded = true;
    });

    public Task WriteStateAsync() => WriteStateAsync(CancellationToken.None);

    public Task WriteStateAsync(CancellationToken cancellationToken) =>
        EnqueueAsync(() => storage.WriteStateAsync(name, activation.GrainId, state, cancellationToken));

    private Task EnqueueAsync(Func<Task> operation)
    {
        activation.CheckAccess();
        return last = RunAsync(last, operation);
    }

    private async Task RunAsync(Task before, Func<Task> operation)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await operation();
        }
        catch (InconsistentStateException exception)
        {
            // Also when the grain catches it: what it holds in memory is not what is stored.
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, exception, $"The state \"{name}\" was written by somebody else in the meantime."));
            throw;
        }
        catch (Exception exception) when (exception is not OrleansException and not OperationCanceledException)
        {
            throw new OrleansException($"The storage {storage.GetType()} failed with the state \"{name}\" of the grain {activation.GrainId}: {exception.Message}", exception);
        }
    }
}
