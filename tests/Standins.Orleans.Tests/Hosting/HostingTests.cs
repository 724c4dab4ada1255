using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Hosting;

public interface ISettingsGrain : IGrainWithStringKey
{
    Task<string?> GetSettingAsync(string name);

    Task<string> GetServiceIdAsync();
}

public sealed class SettingsGrain(IConfiguration configuration, Microsoft.Extensions.Options.IOptions<ClusterOptions> cluster) : Grain, ISettingsGrain
{
    public Task<string?> GetSettingAsync(string name) => Task.FromResult(configuration[name]);

    public Task<string> GetServiceIdAsync() => Task.FromResult(cluster.Value.ServiceId);
}

public sealed class HostingTests
{
    private static readonly List<string> Events = [];

    [Fact]
    public async Task TestCluster_WithConfigurators_RunsThem()
    {
        var builder = new TestClusterBuilder(1) { Properties = { ["Colour"] = "blue" } };
        builder.AddSiloBuilderConfigurator<Configurator>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var grain = cluster.GrainFactory.GetGrain<ISettingsGrain>("key");
        Assert.Equal("blue", await grain.GetSettingAsync("Colour"));
        Assert.Equal("green", await grain.GetSettingAsync("FromHost"));
        Assert.Equal(cluster.Options.ServiceId, await grain.GetServiceIdAsync());
        var silo = Assert.IsType<InProcessSiloHandle>(cluster.Primary);
        Assert.NotNull(silo.ServiceProvider.GetService<Marker>());
        Assert.NotNull(cluster.GetSiloServiceProvider().GetService<Marker>());
        Assert.True(silo.IsActive);
        await cluster.StopAllSilosAsync();
    }

    [Fact]
    public async Task TestCluster_RestartedSilo_TakesCalls()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSiloHost((_, host) => host.Services.AddSingleton<Marker>());
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        await cluster.RestartSiloAsync(cluster.Silos[0]);
        Assert.NotNull(cluster.GetSiloServiceProvider().GetService<Marker>());
        Assert.NotNull(await cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>().GetGrain<ISettingsGrain>("key").GetServiceIdAsync());
    }

    [Fact]
    public async Task DeactivateAsync_OfATestCluster_EndsTheGrainsLife()
    {
        var builder = new InProcessTestClusterBuilder(1);
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var grain = cluster.Client.GetGrain<Lifecycle.ILifeGrain>(Probe.NewKey());
        var life = await grain.GetLifeAsync();
        await cluster.DeactivateAsync(grain);
        Assert.NotEqual(life, await grain.GetLifeAsync());
    }

    [Fact]
    public async Task Lifecycle_OfASilo_GoesUpAndDownInOrder()
    {
        await using (await TestSilo.StartAsync(silo =>
        {
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, Participant>();
            silo.AddStartupTask(async (services, token) =>
            {
                await services.GetRequiredService<IGrainFactory>().GetGrain<ISettingsGrain>("key").GetServiceIdAsync();
                Events.Add("task");
            });
        }))
        {
            Assert.Equal(["storage up", "services up", "task"], Events);
        }

        Assert.Equal(["storage up", "services up", "task", "services down", "storage down"], Events);
    }

    [Fact]
    public async Task StartupTask_ThatFails_StopsTheStart()
    {
        var caught = await Assert.ThrowsAnyAsync<Exception>(() => TestSilo.StartAsync(silo => silo.AddStartupTask((_, _) => throw new NotSupportedException("not today"))));
        Assert.Contains("not today", caught.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UseOrleans_CalledTwice_ConfiguresOneSilo()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Services.AddOrleans(again => again.Services.AddSingleton<Marker>()));
        Assert.Single(silo.Services.GetServices<IGrainFactory>());
        Assert.NotNull(silo.Services.GetService<Marker>());
        Assert.Same(silo.Services.GetRequiredService<IClusterClient>(), silo.Services.GetRequiredService<IClusterClient>());
    }

#if STANDINS
    [Fact]
    public void TestClusters_OfMoreThanOneSilo_AreNotSupported()
    {
        Assert.Throws<NotSupportedException>(() => new TestClusterBuilder().Build());
        Assert.Throws<NotSupportedException>(() => new TestClusterBuilder(2).Build());
        Assert.Throws<NotSupportedException>(() => new InProcessTestClusterBuilder(3).Build());
    }

    [Fact]
    public async Task Call_BeforeTheStart_IsRefused()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        using var host = builder.Build();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Services.GetRequiredService<IGrainFactory>().GetGrain<ISettingsGrain>("key").GetServiceIdAsync());
    }

    [Fact]
    public async Task Calls_BeyondTheLimit_AreRefused()
    {
        await using var silo = await TestSilo.StartAsync(silo => silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = 2));
        var key = Probe.NewKey();
        var grain = silo.Grains.GetGrain<Turns.ITurnGrain>(key, typeof(Turns.PlainTurnGrain).FullName);
        var held = grain.HoldAsync("held");
        await Probe.Of(key).ExpectAsync("held begins");
        var waiting = new[] { grain.NoteAsync("1"), grain.NoteAsync("2") };
        await Assert.ThrowsAsync<LimitExceededException>(() => grain.NoteAsync("3"));
        Probe.Of(key).Open();
        await Task.WhenAll([held, .. waiting]).WaitAsync(Probe.Limit);
    }

    [Fact]
    public async Task StatelessWorker_AmongTheGrains_IsRefusedAtTheStart()
    {
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(silo => silo.Services.Configure<GrainTypeOptions>(options =>
            options.Classes.Add(MakeStatelessWorker()))));
        Assert.Contains("StatelessWorker", refused.Message, StringComparison.Ordinal);
    }

    // Made at run time: as a class of the assembly it would stop every silo.
    private static Type MakeStatelessWorker()
    {
        var module = System.Reflection.Emit.AssemblyBuilder.DefineDynamicAssembly(new("Workers"), System.Reflection.Emit.AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("Workers");
        var type = module.DefineType("Worker", System.Reflection.TypeAttributes.Public, typeof(SettingsGrainBase));
        type.SetCustomAttribute(new(typeof(global::Orleans.Concurrency.StatelessWorkerAttribute).GetConstructor([])!, []));
        return type.CreateType();
    }

    public abstract class SettingsGrainBase : Grain, ISettingsGrain
    {
        public Task<string?> GetSettingAsync(string name) => Task.FromResult<string?>(null);

        public Task<string> GetServiceIdAsync() => Task.FromResult("");
    }
#endif

    public sealed class Marker;

    public sealed class Configurator : ISiloConfigurator, IHostConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Services.AddSingleton<Marker>();

        public void Configure(IHostBuilder hostBuilder) => hostBuilder.ConfigureAppConfiguration(configuration =>
            configuration.AddInMemoryCollection([new("FromHost", "green")]));
    }

    private sealed class Participant : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            Subscribe(lifecycle, ServiceLifecycleStage.ApplicationServices, "services");
            Subscribe(lifecycle, ServiceLifecycleStage.RuntimeStorageServices, "storage");
        }

        private static void Subscribe(ISiloLifecycle lifecycle, int stage, string name) => lifecycle.Subscribe(
            name,
            stage,
            _ =>
            {
                Events.Add($"{name} up");
                return Task.CompletedTask;
            },
            _ =>
            {
                Events.Add($"{name} down");
                return Task.CompletedTask;
            });
    }
}
