using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>What both test clusters share: one silo, in this process.</summary>
internal static class SingleSilo
{
    public const string Name = "Primary";

    private static int lastPort = 20000;

    public static void Check(int silos)
    {
        if (silos != 1)
        {
            throw new NotSupportedException($"The stand-in runs one silo, not {silos}: say one, or run the Packages build.");
        }
    }

    public static void Configure(ISiloBuilder builder, string name, string clusterId, string serviceId)
    {
        // The ports are only names here: nobody listens.
        var port = Interlocked.Increment(ref lastPort);
        builder.UseLocalhostClustering(port, port + 10000)
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, serviceId))
            .Configure<SiloOptions>(options => options.SiloName = name)
            .Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public static Task DeactivateAsync(InProcessSiloHandle silo, GrainId grainId) =>
        silo.ServiceProvider.GetRequiredService<Silo>().Catalog.DeactivateAsync(grainId);

    public static async Task DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            host.Dispose();
        }
    }
}
