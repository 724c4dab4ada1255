using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A cluster for tests, configured by types.</summary>
public class TestCluster : IDisposable, IAsyncDisposable
{
    private readonly Action<IConfigurationBuilder> configure;
    private readonly List<SiloHandle> silos = [];

    internal TestCluster(TestClusterOptions options, Action<IConfigurationBuilder> configure)
    {
        Options = options;
        this.configure = configure;
    }

    /// <summary>What the cluster is made of.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>The silo.</summary>
    public SiloHandle? Primary => silos.FirstOrDefault();

    /// <summary>The silos.</summary>
    public ReadOnlyCollection<SiloHandle> Silos => silos.AsReadOnly();

    /// <summary>Calls grains from outside.</summary>
    public IClusterClient Client => Running.ServiceProvider.GetRequiredService<IClusterClient>();

    /// <summary>Gives references to grains.</summary>
    public IGrainFactory GrainFactory => Client;

    /// <summary>The client's services; here they are the silo's.</summary>
    public IServiceProvider ServiceProvider => Running.ServiceProvider;

    private InProcessSiloHandle Running => Primary as InProcessSiloHandle ?? throw new InvalidOperationException("The cluster is not deployed.");

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
    public async Task StopSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(true);
        silos.Remove(instance);
    }

    /// <summary>Stops a silo without giving its grains time.</summary>
    public async Task KillSiloAsync(SiloHandle instance)
    {
        await instance.StopSiloAsync(false);
        silos.Remove(instance);
    }

    /// <summary>Stops a silo and starts another in its place.</summary>
    public async Task<SiloHandle?> RestartSiloAsync(SiloHandle instance)
    {
        await StopSiloAsync(instance);
        await instance.DisposeAsync();
        silos.Add(await StartAsync());
        return Primary;
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
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        silos.ForEach(silo => silo.Dispose());
        silos.Clear();
        GC.SuppressFinalize(this);
    }

    private async Task<SiloHandle> StartAsync()
    {
        var builder = new HostBuilder().UseEnvironment(Environments.Development).ConfigureHostConfiguration(configure);
        builder.UseOrleans(silo => SingleSilo.Configure(silo, SingleSilo.Name, Options.ClusterId, Options.ServiceId));
        foreach (var name in Options.SiloBuilderConfiguratorTypes.OfType<string>())
        {
            var configurator = Activator.CreateInstance(Type.GetType(name, throwOnError: true)!);   // it threw or found the type
            (configurator as IHostConfigurator)?.Configure(builder);
            builder.UseOrleans(silo => (configurator as ISiloConfigurator)?.Configure(silo));
        }

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
