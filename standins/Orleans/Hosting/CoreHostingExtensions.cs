using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Configures how silos find each other.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Configures a silo on this machine that needs no membership table.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        builder.Services.TryAddSingleton<SingleSiloClustering>();
        builder.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
        // The two defaults do not override what the application configured, any other pair does.
        if (serviceId != "dev" || clusterId != "dev")
        {
            builder.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
        }

        return builder;
    }
}

/// <summary>Configures where a silo listens.</summary>
public static class EndpointOptionsExtensions
{
    /// <summary>Configures the ports on this machine's address.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false) =>
        builder.ConfigureEndpoints((string?)null, siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);

    /// <summary>Configures the ports on an address.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            options.SiloListeningEndpoint = listenOnAnyHostAddress ? new IPEndPoint(IPAddress.Any, siloPort) : options.SiloListeningEndpoint;
            options.GatewayListeningEndpoint = listenOnAnyHostAddress ? new IPEndPoint(IPAddress.Any, gatewayPort) : options.GatewayListeningEndpoint;
        });

    /// <summary>Configures the ports on a host's address.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, string? hostname, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false)
    {
        var addresses = hostname is null ? [LocalAddress.Find(addressFamily)] : Dns.GetHostAddresses(hostname, addressFamily);
        return addresses is [var address, ..]
            ? builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress)
            : throw new ArgumentException($"The host {hostname} has no address of the family {addressFamily}.", nameof(hostname));
    }
}

/// <summary>Says that the silo is configured to be alone: without it and without a membership table a silo does not start.</summary>
internal sealed class SingleSiloClustering;
