using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Reconcile;

/// <summary>A standard cluster as the cloud knows it.</summary>
/// <param name="Id">The cluster's id.</param>
/// <param name="Name">The cluster's name, which becomes the instance's.</param>
/// <param name="BuildMode">Dev or release.</param>
/// <param name="Region">Null when the cloud does not say.</param>
/// <param name="SnapshotToml">The helix.toml that was deployed to it last; null when there is none or it is not known.</param>
public sealed record CloudCluster(string Id, string Name, BuildMode BuildMode, string? Region, string? SnapshotToml);
