using Google.Protobuf;
using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Grains.SharePointTenants;
using OrleansSync.Server.Applications;
using OrleansSync.Server.DatabaseInstances;
using OrleansSync.Server.Databases;
using OrleansSync.Server.SharePointConnections;
using OrleansSync.Server.SharePointLists;
using OrleansSync.Server.SharePointSites;

namespace OrleansSync.Server.Catalog;

/// <summary>Registers the catalog: what definitions are made of.</summary>
internal static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddNoun<ApplicationSpec, V1.Application, ApplicationNoun>();
        services.AddNoun<DatabaseSpec, V1.Database, DatabaseNoun>();
        services.AddNoun<InstanceSpec, V1.DatabaseInstance, DatabaseInstanceNoun>();
        services.AddNoun<ConnectionSpec, V1.SharePointConnection, SharePointConnectionNoun>();
        services.AddNoun<SiteSpec, V1.SharePointSite, SharePointSiteNoun>();
        services.AddNoun<ListSpec, V1.SharePointList, SharePointListNoun>();
        services.AddSingleton<ParentLists>();
        services.AddSingleton<ListProvisioningPlanner>();
        services.AddSingleton<ListProvisioningHandler>();
        services.AddSingleton<InstanceTests>();
        services.AddSingleton<InstanceTestHandler>();
        services.AddSingleton<InstanceHealthWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceHealthWatch>());
        services.AddSingleton<BudgetTelemetry>();
        services.AddSingleton<IBudgets, GrainBudgets>();
        services.AddSingleton<IDefinitionCatalog, DefinitionCatalog>();
        services.AddSingleton<ICompiledDefinitions, CompiledDefinitions>();
        return services;
    }

    private static void AddNoun<TSpec, TMessage, TNoun>(this IServiceCollection services)
        where TSpec : class, ICatalogSpec
        where TMessage : class, IMessage<TMessage>, new()
        where TNoun : class, ICatalogNoun<TSpec, TMessage>
    {
        services.AddSingleton<TNoun>();
        services.AddSingleton<ICatalogNoun<TSpec, TMessage>>(provider => provider.GetRequiredService<TNoun>());
        services.AddSingleton<CatalogHandler<TSpec, TMessage>>();
    }
}
