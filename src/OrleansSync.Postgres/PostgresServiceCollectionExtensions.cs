using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lookups;
using OrleansSync.Engine.Persons;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.Secrets;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Postgres.ApiKeys;
using OrleansSync.Postgres.Catalog;
using OrleansSync.Postgres.Clusters;
using OrleansSync.Postgres.Databases;
using OrleansSync.Postgres.Deployments;
using OrleansSync.Postgres.Identity;
using OrleansSync.Postgres.Introspection;
using OrleansSync.Postgres.Keys;
using OrleansSync.Postgres.Ledger;
using OrleansSync.Postgres.Logs;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Projects;
using OrleansSync.Postgres.Requests;
using OrleansSync.Postgres.Runs;
using OrleansSync.Postgres.Secrets;
using OrleansSync.Postgres.SyncDefinitions;
using OrleansSync.Postgres.Tables;
using OrleansSync.Postgres.Users;
using OrleansSync.Postgres.Workspaces;

namespace OrleansSync.Postgres;

/// <summary>Registers the metastore on PostgreSQL.</summary>
public static class PostgresServiceCollectionExtensions
{
    /// <summary>
    /// Registers the metastore with the section <c>Metastore</c> of <paramref name="configuration"/>, and checks the sections
    /// <c>Tables</c>, <c>Databases</c> and <c>Catalog</c>, which the adapters of the users' databases are given. Whoever starts the server calls <see cref="MetastoreMigrator.MigrateAsync"/> before anything else is started.
    /// </summary>
    public static IServiceCollection AddPostgresMetastore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TableOptions>().Bind(configuration.GetSection(TableOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TableOptions>, TableOptionsValidator>();
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        services.AddOptions<CatalogOptions>().Bind(configuration.GetSection(CatalogOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CatalogOptions>, CatalogOptionsValidator>();
        return services.AddPostgresMetastore(options => options.Bind(configuration.GetSection(MetastoreOptions.Section)));
    }

    /// <summary>Registers the metastore with options from code.</summary>
    public static IServiceCollection AddPostgresMetastore(this IServiceCollection services, Action<OptionsBuilder<MetastoreOptions>> configure)
    {
        configure(services.AddOptions<MetastoreOptions>().ValidateOnStart());
        services.AddSingleton<IValidateOptions<MetastoreOptions>, MetastoreOptionsValidator>();
        services.AddSingleton<IValidateOptions<MetastoreOptions>, MetastoreConnectionValidator>();

        // Npgsql writes a line for every statement at Information; ours say what matters. "Npgsql.Command" in the configuration brings them back.
        services.AddLogging(logging => logging.AddFilter("Npgsql", LogLevel.Warning));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdSource, SystemIdSource>();
        services.TryAddSingleton(_ => new Jitter(RandomNumberGenerator.GetInt32(int.MaxValue)));
        services.AddSingleton<MetastoreDatabase>();
        services.AddSingleton(provider => new MetastoreMigrator(
            provider.GetRequiredService<MetastoreDatabase>(),
            Migration.LoadEmbedded(),
            provider.GetRequiredService<IOptions<MetastoreOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MetastoreMigrator>>()));
        services.AddSingleton(provider => new MetastoreHealth(
            provider.GetRequiredService<MetastoreDatabase>(),
            provider.GetRequiredService<MetastoreMigrator>(),
            provider.GetRequiredService<IOptions<MetastoreOptions>>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton<RequestLog>();
        services.AddSingleton<ISyncDefinitions, PostgresSyncDefinitions>();
        services.AddSingleton<IApiKeys, PostgresApiKeys>();
        services.AddSingleton<PostgresLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<PostgresLedger>());
        services.AddSingleton<ILosses>(provider => provider.GetRequiredService<PostgresLedger>());
        services.AddSingleton<ISyncRuns, PostgresSyncRuns>();
        services.AddSingleton<ISecretRows, PostgresSecretRows>();
        services.AddSingleton<IKeyRingRows, PostgresKeyRing>();
        services.AddSingleton<IListNumbers, PostgresListNumbers>();
        services.AddSingleton<IDatabaseProbe, PostgresDatabaseProbe>();
        services.AddSingleton(provider => new CatalogEndpoints(
            provider.GetRequiredService<IRecentResources<DatabaseSpec>>(), provider.GetRequiredService<IRecentResources<InstanceSpec>>(), provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectTimeout));
        services.AddSingleton<IDatabaseEndpoints>(provider => provider.GetRequiredService<CatalogEndpoints>());
        services.AddSingleton<EndpointPools>();
        services.AddSingleton<IDatabaseIntrospector, PostgresIntrospector>();
        services.AddSingleton<ISchemaSnapshots, PostgresSchemaSnapshots>();
        services.AddSingleton<DatabaseSources>();
        services.AddSingleton<ITableFacts, PostgresTableFacts>();
        services.AddSingleton<ITableSources, CompiledTableSources>();
        services.AddSingleton<PostgresTableReader>();
        services.AddSingleton<ITableReader>(provider =>
        {
            var definitions = provider.GetRequiredService<ICompiledDefinitions>();
            var withLookups = new LookupTableReader(provider.GetRequiredService<PostgresTableReader>(), definitions, provider.GetRequiredService<ILedger>());
            return new PersonTableReader(withLookups, definitions, provider.GetRequiredService<IPersonDirectory>());
        });
        services.AddResources(ResourceKinds.Application).AddResources(ResourceKinds.Database).AddResources(ResourceKinds.Instance);
        services.AddResources(ResourceKinds.Connection).AddResources(ResourceKinds.Site).AddResources(ResourceKinds.List);
        services.AddSingleton<Creation>();
        services.AddSingleton<IUsers, PostgresUsers>();
        services.AddSingleton<IWorkspaces, PostgresWorkspaces>();
        services.AddSingleton<IProjects, PostgresProjects>();
        services.AddSingleton<IClusters, PostgresClusters>();
        services.AddSingleton<IKeys, PostgresKeys>();
        services.AddSingleton<IDeployments, PostgresDeployments>();
        services.AddSingleton<IClusterLogs, PostgresClusterLogs>();
        return services;
    }

    private static IServiceCollection AddResources<TSpec>(this IServiceCollection services, ResourceKind<TSpec> kind)
        where TSpec : class, ICatalogSpec
    {
        services.AddSingleton(provider => new RecentResources<TSpec>(
            new PostgresResources<TSpec>(provider.GetRequiredService<MetastoreDatabase>(), provider.GetRequiredService<RequestLog>(), kind),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<CatalogOptions>>().Value.KeepFor));
        services.AddSingleton<IResources<TSpec>>(provider => provider.GetRequiredService<RecentResources<TSpec>>());
        return services.AddSingleton<IRecentResources<TSpec>>(provider => provider.GetRequiredService<RecentResources<TSpec>>());
    }
}
