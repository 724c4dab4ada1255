using Microsoft.Extensions.Options;
using OrleansSync.Helix.Clusters;

namespace OrleansSync.Helix.Deployments;

/// <summary>Starts nothing: it only says where the cluster is to be found, by a template.</summary>
internal sealed class RecordedRollout(IOptions<HelixOptions> options) : IClusterRollout
{
    /// <inheritdoc />
    public Task<string> RollOutAsync(Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(options.Value.ClusterUrl.Replace("{cluster_id}", cluster.Id.ToString(), StringComparison.Ordinal));
    }
}
