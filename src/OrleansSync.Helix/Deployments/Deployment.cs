using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Deployments;

/// <summary>One deploy of one cluster.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every step.</param>
/// <param name="ClusterId">The cluster; at most one deployment of it has not ended.</param>
/// <param name="InstanceName">What the project file calls the cluster.</param>
/// <param name="BuildMode">The cluster's, unless this deploy said otherwise.</param>
/// <param name="Stage">What it does next.</param>
/// <param name="EventCount">The number of its last event; events are numbered from 1.</param>
/// <param name="Percent">How much is built, 0 to 100.</param>
/// <param name="OutputLines">How many lines of the builder were taken.</param>
/// <param name="Attempts">How often the present step failed for a passing reason.</param>
/// <param name="IsFirst">True when the cluster ran nothing before.</param>
/// <param name="Url">Where the cluster answers; empty until it is done.</param>
/// <param name="Failure">Why it failed; empty otherwise.</param>
/// <param name="StartedBy">The id of the person or the API key.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
[GenerateSerializer, Immutable, Alias("Helix.Deployment")]
public sealed record Deployment(
    [property: Id(0)] DeploymentId Id,
    [property: Id(1)] long Revision,
    [property: Id(2)] ClusterId ClusterId,
    [property: Id(3)] string InstanceName,
    [property: Id(4)] BuildMode BuildMode,
    [property: Id(5)] DeployStage Stage,
    [property: Id(6)] long EventCount,
    [property: Id(7)] int Percent,
    [property: Id(8)] int OutputLines,
    [property: Id(9)] int Attempts,
    [property: Id(10)] bool IsFirst,
    [property: Id(11)] string Url,
    [property: Id(12)] string Failure,
    [property: Id(13)] string StartedBy,
    [property: Id(14)] DateTimeOffset CreatedAt,
    [property: Id(15)] DateTimeOffset UpdatedAt)
{
    /// <summary>True when nothing more happens.</summary>
    public bool HasEnded => Stage is DeployStage.Done or DeployStage.Failed or DeployStage.Cancelled;
}
