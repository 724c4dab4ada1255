using Orleans.Core;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of grain classes.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Takes the activation that is being made.</summary>
    protected Grain() => GrainContext = RuntimeContext.Current!;   // null only when a test makes the grain by hand

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The grain's id as text.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>The silo's address as text.</summary>
    public string RuntimeIdentity => Activation.Silo.Address.ToString();

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Silo.Factory;

    /// <summary>The activation's services.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    internal Activation Activation =>
        GrainContext as Activation ?? throw new InvalidOperationException("The grain was made by hand, not by a silo: it has no runtime.");

    /// <summary>Called before the first call.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last call.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation after the running calls; the next call makes a new one.</summary>
    protected void DeactivateOnIdle()
    {
        Activation.CheckAccess();
        GrainBaseExtensions.DeactivateOnIdle(this);
    }

    /// <summary>Keeps this activation at least for so long; zero takes it back, infinite means until it asks to leave.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);
}

/// <summary>The base of grain classes with one state, kept in the storage that a <see cref="Providers.StorageProviderAttribute"/> names.</summary>
public class Grain<TGrainState> : Grain
{
    private readonly IStorage<TGrainState> storage;

    /// <summary>Takes the activation that is being made.</summary>
    protected Grain() => storage = Storage.StateStorage.CreateForGrain<TGrainState>(Activation, GetType());

    /// <summary>Takes a storage.</summary>
    protected Grain(IStorage<TGrainState> storage) => this.storage = storage;

    /// <summary>The state.</summary>
    protected TGrainState State
    {
        get => storage.State;
        set => storage.State = value;
    }

    /// <summary>Clears the stored state.</summary>
    protected virtual Task ClearStateAsync() => storage.ClearStateAsync();

    /// <summary>Reads the stored state.</summary>
    protected virtual Task ReadStateAsync() => storage.ReadStateAsync();

    /// <summary>Writes the state.</summary>
    protected virtual Task WriteStateAsync() => storage.WriteStateAsync();
}
