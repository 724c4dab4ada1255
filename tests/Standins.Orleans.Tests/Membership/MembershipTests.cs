using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Membership;

public sealed class MembershipTests
{
    private readonly TestMembershipTable table = new();
    private readonly int port = FreePort();

    [Fact]
    public async Task Silo_ThatStartsAndStops_WritesItsStatus()
    {
        using var host = Build();
        await host.StartAsync();
        var address = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        Assert.True(table.IsInitialized);
        Assert.Equal(port, address.Endpoint.Port);
        Assert.Equal(SiloStatus.Active, table.StatusOf(address));
        await host.StopAsync();
        Assert.Equal(SiloStatus.Dead, table.StatusOf(address));
        Assert.Equal(["mine Joining", "mine Active", "mine ShuttingDown", "mine Dead"], table.Written);
    }

    [Fact]
    public async Task Silo_WhileItRuns_GivesSignsOfLife()
    {
        using var host = Build(TimeSpan.FromMilliseconds(100));
        await host.StartAsync();
        await table.Alive.Task.WaitAsync(Probe.Limit);
        await host.StopAsync();
    }

    [Fact]
    public async Task EarlierLife_OfTheSameEndpoint_IsDeclaredDead()
    {
        var earlier = SiloAddress.New(IPAddress.Loopback, port, 1);
        table.Add(Entry(earlier, "earlier", DateTime.UtcNow));
        using var host = Build();
        await host.StartAsync();
        Assert.Equal(SiloStatus.Dead, table.StatusOf(earlier));
        await host.StopAsync();
    }

    [Fact]
    public async Task Write_ThatIsRefused_IsTriedAgain()
    {
        table.Refusals = 2;
        using var host = Build();
        await host.StartAsync();
        Assert.Equal(["mine Joining", "mine Active"], table.Written);
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_WithoutClustering_IsRefused()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans();
        using var host = builder.Build();
        await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
    }

#if STANDINS
    // The real runtime starts, and declares the other silo dead.
    [Fact]
    public async Task Start_OnAPortThatAnotherSiloHas_IsRefused()
    {
        using var first = Build();
        await first.StartAsync();
        using var second = Build();

        await Assert.ThrowsAnyAsync<Exception>(() => second.StartAsync());

        Assert.DoesNotContain(SiloStatus.Dead, (await table.ReadAll()).Members.Select(member => member.Item1.Status));
        await first.StopAsync();
    }

    [Theory]
    [InlineData(SiloStatus.Active)]
    [InlineData(SiloStatus.Joining)]
    public async Task Start_BesideAnotherSilo_IsRefused(SiloStatus status)
    {
        var other = SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11111, 1);
        table.Add(Entry(other, "other", DateTime.UtcNow, status));
        using var host = Build();
        var refused = await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
        Assert.Contains("The stand-in runs one silo only; run the Packages build for more.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(table.Written);
    }

    [Fact]
    public async Task Start_BesideASiloWithoutSignsOfLife_DeclaresItDead()
    {
        var other = SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11111, 1);
        table.Add(Entry(other, "other", DateTime.UtcNow.AddMinutes(-10)));
        using var host = Build();
        await host.StartAsync();
        Assert.Equal(SiloStatus.Dead, table.StatusOf(other));
        await host.StopAsync();
    }

    [Fact]
    public async Task Silo_ThatIsDeclaredDead_Stops()
    {
        using var host = Build(TimeSpan.FromMilliseconds(50));
        await host.StartAsync();
        var stopping = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        var address = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        table.Add(Entry(address, "mine", DateTime.UtcNow, SiloStatus.Dead));
        await stopping.Task.WaitAsync(Probe.Limit);
        await host.StopAsync();
    }

    [Fact]
    public async Task Write_ThatIsAlwaysRefused_StopsTheStart()
    {
        table.Refusals = int.MaxValue;
        using var host = Build();
        await Assert.ThrowsAsync<OrleansException>(() => host.StartAsync());
    }
#endif

    private static MembershipEntry Entry(SiloAddress address, string name, DateTime alive, SiloStatus status = SiloStatus.Active) =>
        new() { SiloAddress = address, SiloName = name, HostName = "host", Status = status, StartTime = alive, IAmAliveTime = alive, SuspectTimes = [] };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private IHost Build(TimeSpan? signs = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .ConfigureEndpoints(IPAddress.Loopback, port, 0)
            .Configure<SiloOptions>(options => options.SiloName = "mine")
            .Configure<ClusterMembershipOptions>(options => options.IAmAliveTablePublishTimeout = signs ?? options.IAmAliveTablePublishTimeout)
            .ConfigureServices(services => services.AddSingleton<IMembershipTable>(table)));
        return builder.Build();
    }
}
