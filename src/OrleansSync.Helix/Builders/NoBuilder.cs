using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.Builders;

/// <summary>Builds nothing: for clusters that compile by themselves, and for trying out.</summary>
public sealed class NoBuilder : IBuilder
{
    /// <inheritdoc />
    public Task<BuildProgress> AdvanceAsync(BuildJob job, int linesSeen, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new BuildProgress(BuildState.Succeeded, 100, [], ""));
    }

    /// <inheritdoc />
    public Task CancelAsync(DeploymentId id, CancellationToken cancellationToken) => Task.CompletedTask;
}
