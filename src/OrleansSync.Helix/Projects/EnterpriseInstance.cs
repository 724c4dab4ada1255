namespace OrleansSync.Helix.Projects;

/// <summary>An enterprise cluster: <c>[enterprise.NAME]</c>. Later files leave the sizes to the cloud.</summary>
/// <param name="Name">The instance's name.</param>
/// <param name="ClusterId">Required.</param>
/// <param name="AvailabilityMode"><c>dev</c> or <c>ha</c>; empty when the file does not say.</param>
/// <param name="GatewayNodeType">For instance <c>GW-40</c>; may be empty.</param>
/// <param name="DbNodeType">For instance <c>HLX-160</c>; may be empty.</param>
/// <param name="MinInstances">1 when the file does not say.</param>
/// <param name="MaxInstances">1 when the file does not say.</param>
public sealed record EnterpriseInstance(
    string Name, string ClusterId, string AvailabilityMode, string GatewayNodeType, string DbNodeType, long MinInstances, long MaxInstances);
