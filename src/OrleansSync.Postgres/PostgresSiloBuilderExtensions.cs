using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.GrainStorage;
using OrleansSync.Postgres.Membership;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Reminders;

namespace OrleansSync.Postgres;

/// <summary>
/// Lets a silo keep its cluster, reminders and grain states in the metastore, which
/// <see cref="PostgresServiceCollectionExtensions.AddPostgresMetastore(IServiceCollection, Microsoft.Extensions.Configuration.IConfiguration)"/> registers.
/// </summary>
public static class PostgresSiloBuilderExtensions
{
    /// <summary>Silos with the same cluster id find each other in the metastore.</summary>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton<IMembershipTable, PostgresMembershipTable>();
        return builder;
    }

    /// <summary>Turns reminders on, kept in the metastore.</summary>
    public static ISiloBuilder UsePostgresReminders(this ISiloBuilder builder)
    {
        builder.AddReminders();
        builder.Services.AddSingleton<IReminderTable, PostgresReminderTable>();
        return builder;
    }

    /// <summary>Grain states for which no storage is named.</summary>
    public static ISiloBuilder AddPostgresGrainStorageAsDefault(this ISiloBuilder builder, Action<PostgresGrainStorageOptions>? configure = null) =>
        builder.AddPostgresGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configure);

    /// <summary>
    /// Grain states for which this storage is named. All names share one table: a state is found by service, grain and
    /// state name, not by the storage's name.
    /// </summary>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder builder, string name, Action<PostgresGrainStorageOptions>? configure = null)
    {
        var options = builder.Services.AddOptions<PostgresGrainStorageOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.AddGrainStorage(name, (provider, key) => new PostgresGrainStorage(
            provider.GetRequiredService<MetastoreDatabase>(),
            provider.GetRequiredService<IIdSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<ClusterOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<PostgresGrainStorageOptions>>().Get(key)));
        return builder;
    }
}
