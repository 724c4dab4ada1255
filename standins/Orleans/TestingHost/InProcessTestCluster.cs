using System.Collections.ObjectModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A cluster for tests, configured by functions.</summary>
public sealed class InProcessTestCluster : IDisposable, IAsyncDisposable
{
    private readonly List<InProcessSiloHandle> silos = [];
    private int started;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    /// <summary>What the cluster is made of.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>The silos.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => silos.AsReadOnly();

    /// <summary>Calls grains from outside.</summary>
    public IClusterClient Client => Running.ServiceProvider.GetRequiredService<IClusterClient>();

    private InProcessSiloHandle Running => silos.FirstOrDefault() ?? throw new InvalidOperationException("The cluster is not deployed.");

    /// <summary>Starts the cluster.</summary>
    public async Task DeployAsync()
    {
        SingleSilo.Check(Options.InitialSilosCount);
        if (silos.Count > 0)
        {
            throw new InvalidOperationException("The cluster is already deployed.");
        }

        silos.Add(await StartAsync());
    }

    /// <summary>The services of a silo.</summary>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) => Running.ServiceProvider;

    /// <summary>Ends the life of a grain and waits until it is over.</summary>
    public Task DeactivateAsync(IAddressable grain) => DeactivateAsync(grain.GetGrainId());

    /// <summary>Ends the life of a grain and waits until it is over.</summary>
    public Task DeactivateAsync(GrainId grainId) => SingleSilo.DeactivateAsync(Running, grainId);

    /// <summary>Stops a silo.</summary>
    public async Task StopSiloAsync(InProcessSiloHandle instance)
    {
        await instance.StopSiloAsync(true);
        silos.Remove(instance);
    }

    /// <summary>Stops a silo without giving its grains time.</summary>
    public async Task KillSiloAsync(InProcessSiloHandle instance)
    {
        await instance.StopSiloAsync(false);
        silos.Remove(instance);
    }

    /// <summary>Stops a silo and starts another in its place.</summary>
    public async Task<InProcessSiloHandle?> RestartSiloAsync(InProcessSiloHandle instance)
    {
        await StopSiloAsync(instance);
        await instance.DisposeAsync();
        silos.Add(await StartAsync());
        return Running;
    }

    /// <summary>Stops all silos.</summary>
    public async Task StopAllSilosAsync()
    {
        foreach (var silo in silos.ToArray())
        {
            await silo.StopSiloAsync(true);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var silo in silos)
        {
            await silo.DisposeAsync();
        }

        silos.Clear();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        silos.ForEach(silo => silo.Dispose());
        silos.Clear();
    }

    private async Task<InProcessSiloHandle> StartAsync()
    {
        var options = new InProcessTestSiloSpecificOptions { SiloName = $"Silo_{started++}" };
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = options.SiloName, EnvironmentName = Environments.Development, DisableDefaults = true });
        foreach (var configure in Options.SiloHostConfigurationDelegates)
        {
            configure(options, builder);
        }

        builder.UseOrleans(silo => SingleSilo.Configure(silo, options.SiloName, Options.ClusterId, Options.ServiceId));
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return InProcessSiloHandle.Of(host);
        }
        catch
        {
            await SingleSilo.DisposeAsync(host);
            throw;
        }
    }
}
