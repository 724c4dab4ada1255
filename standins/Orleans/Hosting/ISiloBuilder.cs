using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Configures a silo.</summary>
public interface ISiloBuilder
{
    /// <summary>The host's configuration.</summary>
    IConfiguration Configuration { get; }

    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}

internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IConfiguration Configuration { get; } = configuration;

    public IServiceCollection Services { get; } = services;
}
