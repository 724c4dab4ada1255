using Orleans.Concurrency;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Grains.Clusters;

/// <summary>One cluster of Helix. Its key is the cluster's id.</summary>
[Alias("IClusterGrain")]
public interface IClusterGrain : IGrainWithGuidKey
{
    /// <summary>The cluster as its row says now, or null.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<Cluster?> FindAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Records a new cluster; the first answer when the request was made before, even if that made another id.
    /// Refused with BILLING_REQUIRED; WRONG_KIND for an enterprise cluster outside an enterprise workspace.
    /// </summary>
    /// <param name="draft">Checked here.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="validateOnly">Checks everything and changes nothing.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Create")]
    Task<Cluster> CreateAsync(ClusterDraft draft, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken);

    /// <summary>
    /// Accepts a deploy: stores what it needs, then the deployment, and starts it. Returns at once. Refused with DEPLOYMENT_UNDER_WAY,
    /// WRONG_KIND, ARTIFACTS_UNAVAILABLE when nothing could be stored.
    /// </summary>
    /// <param name="id">The new deployment's id.</param>
    /// <param name="input">Checked by the caller.</param>
    /// <param name="startedBy">The id of the person or the API key.</param>
    /// <param name="request">Makes the call repeatable; null when the caller gave no id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("Deploy")]
    Task<Deployment> DeployAsync(DeploymentId id, DeployInput input, string startedBy, ChangeRequest? request, CancellationToken cancellationToken);

    /// <summary>The source that the cluster runs. Refused with SOURCE_MISSING before the first deploy.</summary>
    /// <param name="withContents">False leaves the contents of files empty: enough to see whether anything differs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    [Alias("GetSource"), AlwaysInterleave]
    Task<SourceSet> GetSourceAsync(bool withContents, CancellationToken cancellationToken);

    /// <summary>As <see cref="GetSourceAsync"/>, with the deployment that made it.</summary>
    [Alias("ReadSource"), AlwaysInterleave]
    Task<ClusterSource> ReadSourceAsync(bool withContents, CancellationToken cancellationToken);
}
