using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace Standins.Orleans.Tests.Support;

/// <summary>One running silo. Calls go through the silo's own factory, so that its options hold for them.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private TestSilo(InProcessTestCluster cluster) => this.cluster = cluster;

    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.UseInMemoryReminderService();
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(10));
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilo(cluster);
    }

    public static Task<TestSilo> StartAsync(TimeSpan responseTimeout) =>
        StartAsync(silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = responseTimeout));

    /// <summary>Ends the lives of all grains that are not in use.</summary>
    public Task CollectAsync() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public Task StopAsync() => cluster.StopAllSilosAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}

/// <summary>The silo that the tests of one class share.</summary>
public sealed class SharedSilo : IAsyncLifetime
{
    private TestSilo? silo;

    public TestSilo Silo => silo ?? throw new InvalidOperationException("Not started.");

    public IGrainFactory Grains => Silo.Grains;

    public async Task InitializeAsync() => silo = await TestSilo.StartAsync();

    public async Task DisposeAsync() => await Silo.DisposeAsync();
}
