using System.Net;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What this silo is, as the options say.</summary>
internal sealed class LocalSiloDetails : ILocalSiloDetails
{
    public LocalSiloDetails(IOptions<SiloOptions> silo, IOptions<ClusterOptions> cluster, IOptions<EndpointOptions> endpoints)
    {
        var generation = SiloAddress.AllocateNewGeneration();
        var address = endpoints.Value.AdvertisedIPAddress;
        ClusterId = cluster.Value.ClusterId;
        DnsHostName = Dns.GetHostName();
        Name = string.IsNullOrWhiteSpace(silo.Value.SiloName) ? $"Silo_{Guid.NewGuid().ToString("N")[..5]}" : silo.Value.SiloName;
        SiloAddress = SiloAddress.New(address, endpoints.Value.SiloPort, generation);
        GatewayAddress = SiloAddress.New(address, endpoints.Value.GatewayPort, generation);
    }

    public string ClusterId { get; }

    public string DnsHostName { get; }

    public SiloAddress GatewayAddress { get; }

    public string Name { get; }

    public SiloAddress SiloAddress { get; }
}
