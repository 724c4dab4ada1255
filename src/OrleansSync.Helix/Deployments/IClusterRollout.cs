using OrleansSync.Helix.Clusters;

namespace OrleansSync.Helix.Deployments;

/// <summary>Makes a cluster run what was built. A port; repeated with the same deployment it does nothing twice.</summary>
public interface IClusterRollout
{
    /// <summary>Rolls out and waits until the cluster answers.</summary>
    /// <returns>The address at which it answers.</returns>
    /// <exception cref="RolloutException">It did not work; the cluster is as it was.</exception>
    Task<string> RollOutAsync(Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken);
}
