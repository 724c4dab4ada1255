using Orleans.Concurrency;
using OrleansSync.Helix.Deployments;

namespace OrleansSync.Grains.Deployments;

/// <summary>One deployment of Helix: takes its steps, one after another, until it has ended. Its key is the deployment's id.</summary>
[Alias("IDeploymentGrain")]
public interface IDeploymentGrain : IGrainWithGuidKey
{
    /// <summary>The deployment, or null.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<Deployment?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Makes sure that it goes on, now and after a loss of its server.</summary>
    [Alias("Resume")]
    Task ResumeAsync(CancellationToken cancellationToken);

    /// <summary>The events after a number; waits a while for the next when there is none yet. Refused with NOT_FOUND.</summary>
    /// <param name="after">The last number that the watcher saw; 0 gives all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [Alias("Watch"), AlwaysInterleave]
    Task<DeployNews> WatchAsync(long after, CancellationToken cancellationToken);

    /// <summary>Stops it; one that has ended stays as it is. Refused with NOT_FOUND.</summary>
    [Alias("Cancel")]
    Task<Deployment> CancelAsync(CancellationToken cancellationToken);
}
