using Orleans.Concurrency;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Lifecycle;

public interface ILifeGrain : IGrainWithStringKey
{
    /// <summary>Names this life of the grain.</summary>
    Task<Guid> GetLifeAsync();

    Task LeaveAsync();

    Task StayAsync(TimeSpan time);

    Task HoldAndLeaveAsync();

    [AlwaysInterleave]
    Task LeaveBetweenAsync();
}

public sealed class LifeGrain(TimeProvider time) : Grain, ILifeGrain, IAsyncDisposable
{
    private readonly Guid life = Guid.NewGuid();

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Assert.NotNull(time);
        Probe.Note("activated");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Note($"deactivated: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task<Guid> GetLifeAsync() => Task.FromResult(life);

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StayAsync(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public async Task HoldAndLeaveAsync()
    {
        Probe.Note("holds");
        await Probe.GateAsync();
        Probe.Note("lets go");
    }

    public Task LeaveBetweenAsync() => LeaveAsync();

    public ValueTask DisposeAsync()
    {
        Probe.Note("disposed");
        return ValueTask.CompletedTask;
    }
}

public interface IFragileGrain : IGrainWithStringKey
{
    Task<int> GetAttemptAsync();
}

/// <summary>Fails its first activation.</summary>
public sealed class FragileGrain : Grain, IFragileGrain
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, int> Attempts = new();

    private int attempt;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        attempt = Attempts.AddOrUpdate(key, 1, (_, count) => count + 1);
        Probe.Of(key).Note($"attempt {attempt}");
        if (attempt == 1)
        {
            await Probe.Of(key).GateAsync();
            throw new Copies.SyncFailedException("not yet", 7, null);
        }
    }

    public Task<int> GetAttemptAsync() => Task.FromResult(attempt);
}

public interface IUnconstructableGrain : IGrainWithStringKey
{
    Task CallAsync();
}

public sealed class UnconstructableGrain : Grain, IUnconstructableGrain
{
    public UnconstructableGrain() => throw new NotSupportedException("cannot be made");

    public Task CallAsync() => Task.CompletedTask;
}
