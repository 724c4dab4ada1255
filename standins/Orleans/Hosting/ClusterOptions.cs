using System.Net;

namespace Orleans.Configuration;

/// <summary>Names a cluster.</summary>
public class ClusterOptions
{
    /// <summary>The cluster when none is named.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The service when none is named.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>The cluster: the silos that know each other.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>The service: it outlives its clusters.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}

/// <summary>Names a silo.</summary>
public class SiloOptions
{
    /// <summary>The silo's name.</summary>
    public string SiloName { get; set; } = "";
}

/// <summary>Where a silo listens; the stand-in only tells others about it.</summary>
public class EndpointOptions
{
    /// <summary>The port for silos.</summary>
    public const int DEFAULT_SILO_PORT = 11111;

    /// <summary>The port for clients.</summary>
    public const int DEFAULT_GATEWAY_PORT = 30000;

    private IPAddress? advertised;

    /// <summary>The address that other silos are told.</summary>
    public IPAddress AdvertisedIPAddress
    {
        get => advertised ??= Hosting.LocalAddress.Find(System.Net.Sockets.AddressFamily.InterNetwork);
        set => advertised = value;
    }

    /// <summary>The port for silos.</summary>
    public int SiloPort { get; set; } = DEFAULT_SILO_PORT;

    /// <summary>The port for clients, 0 for none.</summary>
    public int GatewayPort { get; set; } = DEFAULT_GATEWAY_PORT;

    /// <summary>Where the silo listens for silos, if not at its address.</summary>
    public IPEndPoint? SiloListeningEndpoint { get; set; }

    /// <summary>Where the silo listens for clients, if not at its address.</summary>
    public IPEndPoint? GatewayListeningEndpoint { get; set; }
}

/// <summary>Periods of cluster membership.</summary>
public class ClusterMembershipOptions
{
    /// <summary>The time between two signs of life in the membership table; 30 seconds.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many signs of life a silo may miss before it counts as gone; 3.</summary>
    public int NumMissedTableIAmAliveLimit { get; set; } = 3;

    /// <summary>The time after which dead silos are removed; a week.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The time between two removals of dead silos, null for none; an hour.</summary>
    public TimeSpan? DefunctSiloCleanupPeriod { get; set; } = TimeSpan.FromHours(1);
}
