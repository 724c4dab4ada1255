using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Clusters;

/// <summary>What a new cluster is to be.</summary>
/// <param name="ProjectId">Where.</param>
/// <param name="Name">See <see cref="ClusterName"/>.</param>
/// <param name="Kind">Standard or enterprise.</param>
/// <param name="Region">Empty takes the server's default.</param>
/// <param name="BuildMode">Dev or release; an enterprise cluster's is release.</param>
/// <param name="Enterprise">Required for an enterprise cluster, null for a standard one.</param>
[GenerateSerializer, Immutable, Alias("Helix.ClusterDraft")]
public sealed record ClusterDraft(
    [property: Id(0)] ProjectId ProjectId,
    [property: Id(1)] string Name,
    [property: Id(2)] ClusterKind Kind,
    [property: Id(3)] string Region,
    [property: Id(4)] BuildMode BuildMode,
    [property: Id(5)] EnterpriseShape? Enterprise);
