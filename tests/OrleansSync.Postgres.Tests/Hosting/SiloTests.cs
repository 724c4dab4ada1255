using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.Postgres.Tests.Hosting;

/// <summary>A real silo (of whichever build) on the metastore.</summary>
public sealed class SiloTests
{
    private static int s_port = 21_000 + (Environment.ProcessId % 5_000);

    [PostgresFact]
    public async Task Silo_StoppedAndStartedAgain_KeepsStateAndReminders()
    {
        await using var database = await TestDatabase.CreateAsync();

        using (var first = await StartAsync(database.ConnectionString))
        {
            var grain = first.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("ada");
            Assert.Null(await grain.ReadAsync());
            await grain.WriteAsync("remember me", default);
            await grain.RemindAsync("wake");
            await first.StopAsync();
        }

        using var second = await StartAsync(database.ConnectionString);
        var again = second.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("ada");

        Assert.Equal("remember me", await again.ReadAsync());
        Assert.Equal(["wake"], await again.RemindersAsync());
        Assert.Equal(1L, await CountAsync(database, "grain_state where service_id = 'postgres-tests' and state_name = 'note' and grain_key = 'ada'"));
        await second.StopAsync();
    }

    [PostgresFact]
    public async Task Silo_StateWrittenBehindItsBack_ConflictEndsTheActivationAndTheNextOneReads()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var host = await StartAsync(database.ConnectionString);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("ada");
        await grain.WriteAsync("first", default);
        await using (var command = database.DataSource.CreateCommand("update orleanssync.grain_state set etag = gen_random_uuid(), payload = '{\"Text\":\"other\"}'"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync("second", default));

        Assert.Equal("other", await grain.ReadAsync());
        await host.StopAsync();
    }

    [PostgresFact]
    public async Task AddPostgresMetastore_Container_GivesEveryPart()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var host = await StartAsync(database.ConnectionString);

        Assert.Equal(MetastoreState.Healthy, (await host.Services.GetRequiredService<MetastoreHealth>().CheckAsync(default)).State);
        Assert.Empty(await host.Services.GetRequiredService<ISyncDefinitions>().ListAsync(null, 10, default));
        Assert.Empty(await host.Services.GetRequiredService<IApiKeys>().ListAsync(null, 10, default));
        Assert.Same(host.Services.GetRequiredService<IGrainStorage>(), host.Services.GetRequiredKeyedService<IGrainStorage>("Default"));
        Assert.NotNull(host.Services.GetRequiredKeyedService<IGrainStorage>("named"));
        await host.StopAsync();
    }

    private static async Task<IHost> StartAsync(string connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPostgresMetastore(options => options.Configure(metastore => metastore.ConnectionString = connectionString));
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("postgres-tests", "postgres-tests"));
            silo.ConfigureEndpoints(System.Net.IPAddress.Loopback, Interlocked.Increment(ref s_port), gatewayPort: 0);
            silo.UsePostgresClustering();
            silo.UsePostgresReminders();
            silo.AddPostgresGrainStorageAsDefault();
            silo.AddPostgresGrainStorage("named");
        });
        var host = builder.Build();
        await host.Services.GetRequiredService<MetastoreMigrator>().MigrateAsync(CancellationToken.None);
        await host.StartAsync();
        return host;
    }

    private static async Task<object?> CountAsync(TestDatabase database, string from)
    {
        await using var command = database.DataSource.CreateCommand($"select count(*) from orleanssync.{from}");
        return await command.ExecuteScalarAsync();
    }
}
