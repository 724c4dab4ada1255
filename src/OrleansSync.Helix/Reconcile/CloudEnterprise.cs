namespace OrleansSync.Helix.Reconcile;

/// <summary>An enterprise cluster as the cloud knows it.</summary>
/// <param name="Id">The cluster's id.</param>
/// <param name="Name">The cluster's name, which becomes the instance's.</param>
/// <param name="AvailabilityMode"><c>dev</c> or <c>ha</c>.</param>
/// <param name="GatewayNodeType">For instance <c>GW-40</c>.</param>
/// <param name="DbNodeType">For instance <c>HLX-160</c>.</param>
/// <param name="MinInstances">The fewest.</param>
/// <param name="MaxInstances">The most.</param>
/// <param name="SnapshotToml">The helix.toml that was deployed to it last; null when there is none or it is not known.</param>
public sealed record CloudEnterprise(
    string Id, string Name, string AvailabilityMode, string GatewayNodeType, string DbNodeType, long MinInstances, long MaxInstances, string? SnapshotToml);
