using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>What an enterprise cluster is made of.</summary>
[View("AvailabilityMode", "GatewayNodeType", "DbNodeType")]
public sealed record HelixEnterpriseShape
{
    /// <summary>"dev" or "ha".</summary>
    public string AvailabilityMode { get; init; } = "";

    /// <summary>For instance "GW-40".</summary>
    public string GatewayNodeType { get; init; } = "";

    /// <summary>For instance "HLX-160".</summary>
    public string DbNodeType { get; init; } = "";

    /// <summary>1 to 100.</summary>
    public int MinGatewayCount { get; init; }

    /// <summary>min_gateway_count to 100.</summary>
    public int MaxGatewayCount { get; init; }

    /// <summary>1 to 100.</summary>
    public int MinHyperscaleCount { get; init; }

    /// <summary>min_hyperscale_count to 100.</summary>
    public int MaxHyperscaleCount { get; init; }

    internal static HelixEnterpriseShape From(V1.EnterpriseShape message) => new()
    {
        AvailabilityMode = message.AvailabilityMode,
        GatewayNodeType = message.GatewayNodeType,
        DbNodeType = message.DbNodeType,
        MinGatewayCount = message.MinGatewayCount,
        MaxGatewayCount = message.MaxGatewayCount,
        MinHyperscaleCount = message.MinHyperscaleCount,
        MaxHyperscaleCount = message.MaxHyperscaleCount,
    };
}
