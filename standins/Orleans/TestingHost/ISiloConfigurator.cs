using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Configures the silos of a <see cref="TestCluster"/>.</summary>
public interface ISiloConfigurator
{
    /// <summary>Called once a silo.</summary>
    void Configure(ISiloBuilder siloBuilder);
}

/// <summary>Configures the hosts of a <see cref="TestCluster"/>.</summary>
public interface IHostConfigurator
{
    /// <summary>Called once a host.</summary>
    void Configure(IHostBuilder hostBuilder);
}
