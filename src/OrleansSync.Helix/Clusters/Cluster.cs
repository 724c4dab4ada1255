using System.Globalization;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Clusters;

/// <summary>A cluster as its metadata says. Whether it runs is another matter.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every change.</param>
/// <param name="ProjectId">Where it is.</param>
/// <param name="Name">1 to 32 letters, digits, hyphens and underscores; unique in its project.</param>
/// <param name="Kind">Standard or enterprise.</param>
/// <param name="Region">For instance <c>us-east-1</c>.</param>
/// <param name="BuildMode">How its queries are built unless a deploy says otherwise.</param>
/// <param name="Enterprise">Only an enterprise cluster's.</param>
/// <param name="Source">The deployment whose source it runs; null before the first.</param>
/// <param name="Url">Where it answers; empty before the first deploy.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
[GenerateSerializer, Immutable, Alias("Helix.Cluster")]
public sealed record Cluster(
    [property: Id(0)] ClusterId Id,
    [property: Id(1)] long Revision,
    [property: Id(2)] ProjectId ProjectId,
    [property: Id(3)] string Name,
    [property: Id(4)] ClusterKind Kind,
    [property: Id(5)] string Region,
    [property: Id(6)] BuildMode BuildMode,
    [property: Id(7)] EnterpriseShape? Enterprise,
    [property: Id(8)] DeploymentId? Source,
    [property: Id(9)] string Url,
    [property: Id(10)] DateTimeOffset CreatedAt,
    [property: Id(11)] DateTimeOffset UpdatedAt)
{
    /// <summary>What a caller sees of the revision.</summary>
    public string Etag => Revision.ToString("x", CultureInfo.InvariantCulture);
}
