namespace Orleans.Runtime;

/// <summary>Stages that go up in order and down in reverse order; the observers of one stage run together.</summary>
internal sealed class LifecycleStages : IGrainLifecycle, ISiloLifecycle
{
    private readonly List<Subscription> subscriptions = [];

    public int HighestCompletedStage { get; private set; } = int.MinValue;

    public int LowestStoppedStage { get; private set; } = int.MaxValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription(this, stage, observer);
        subscriptions.Add(subscription);
        return subscription;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var stage in subscriptions.GroupBy(one => one.Stage).OrderBy(group => group.Key).ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(stage.Select(one => one.Observer.OnStart(cancellationToken)));
            HighestCompletedStage = stage.Key;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var failures = new List<Exception>();
        foreach (var stage in subscriptions.Where(one => one.Stage <= HighestCompletedStage).GroupBy(one => one.Stage).OrderByDescending(group => group.Key).ToArray())
        {
            try
            {
                await Task.WhenAll(stage.Select(one => one.Observer.OnStop(cancellationToken)));
            }
            catch (Exception exception)
            {
                // The stages below have to stop all the same.
                failures.Add(exception);
            }

            LowestStoppedStage = stage.Key;
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    private sealed record Subscription(LifecycleStages Stages, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose() => Stages.subscriptions.Remove(this);
    }
}

/// <summary>An observer made of functions.</summary>
internal sealed class DelegateObserver(Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop) : ILifecycleObserver
{
    public Task OnStart(CancellationToken cancellationToken = default) => onStart(cancellationToken);

    public Task OnStop(CancellationToken cancellationToken = default) => onStop?.Invoke(cancellationToken) ?? Task.CompletedTask;
}
