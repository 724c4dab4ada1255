using System.Collections.Immutable;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Requests;

namespace OrleansSync.Helix.Deployments;

/// <summary>Deployments and their events. A port.</summary>
public interface IDeployments
{
    /// <summary>The deployment, or null.</summary>
    Task<Deployment?> FindAsync(DeploymentId id, CancellationToken cancellationToken);

    /// <summary>The cluster's deployment that has not ended, or null.</summary>
    Task<Deployment?> FindActiveAsync(ClusterId cluster, CancellationToken cancellationToken);

    /// <summary>The deployments of all clusters that have not ended, ordered by id.</summary>
    Task<ImmutableArray<Deployment>> ListActiveAsync(int limit, CancellationToken cancellationToken);

    /// <summary>A cluster's deployments, the newest first, at most <paramref name="limit"/>.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="before">Only those with a smaller id; null begins with the newest.</param>
    /// <param name="limit">1 or more.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    Task<ImmutableArray<Deployment>> ListAsync(ClusterId cluster, DeploymentId? before, int limit, CancellationToken cancellationToken);

    /// <summary>What was answered to this request before, or null. Refused with REQUEST_ID_REUSED.</summary>
    Task<Deployment?> FindAnswerAsync(ChangeRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new deployment with its first events; the first answer when the request was made before.
    /// Refused with DEPLOYMENT_UNDER_WAY when the cluster has one that has not ended; NOT_FOUND when the cluster is gone.
    /// </summary>
    Task<Deployment> CreateAsync(DeployStep begun, ChangeRequest? request, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a step: the deployment, whose revision is one more than the stored one's, and its events; when it is done, the cluster's source
    /// and address too, and all keys of the cluster but the newest are revoked; all or nothing. Refused with ETAG_MISMATCH when somebody else was faster.
    /// </summary>
    Task CommitAsync(DeployStep step, CancellationToken cancellationToken);

    /// <summary>Events after a number, oldest first.</summary>
    Task<ImmutableArray<DeployEvent>> ReadEventsAsync(DeploymentId id, long after, int limit, CancellationToken cancellationToken);
}
