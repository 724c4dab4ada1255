namespace OrleansSync.Helix.Clusters;

/// <summary>What an enterprise cluster is made of.</summary>
/// <param name="AvailabilityMode"><c>dev</c> or <c>ha</c>.</param>
/// <param name="GatewayNodeType">For instance <c>GW-40</c>.</param>
/// <param name="DbNodeType">For instance <c>HLX-160</c>.</param>
/// <param name="MinGateways">Fewest gateways.</param>
/// <param name="MaxGateways">Most gateways.</param>
/// <param name="MinDatabases">Fewest database nodes.</param>
/// <param name="MaxDatabases">Most database nodes.</param>
[GenerateSerializer, Immutable, Alias("Helix.EnterpriseShape")]
public sealed record EnterpriseShape(
    [property: Id(0)] string AvailabilityMode,
    [property: Id(1)] string GatewayNodeType,
    [property: Id(2)] string DbNodeType,
    [property: Id(3)] int MinGateways,
    [property: Id(4)] int MaxGateways,
    [property: Id(5)] int MinDatabases,
    [property: Id(6)] int MaxDatabases)
{
    /// <summary>Fewest instances of either kind, for callers that know one number only.</summary>
    public int MinInstances => Math.Min(MinGateways, MinDatabases);

    /// <summary>Most instances of either kind, for callers that know one number only.</summary>
    public int MaxInstances => Math.Max(MaxGateways, MaxDatabases);
}
