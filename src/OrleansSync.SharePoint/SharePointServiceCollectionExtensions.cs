using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Persons;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.SharePoint.Connections;
using OrleansSync.SharePoint.ConnectionTests;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;
using OrleansSync.SharePoint.Persons;
using OrleansSync.SharePoint.Provisioning;

namespace OrleansSync.SharePoint;

/// <summary>Registers lists over Microsoft Graph.</summary>
public static class SharePointServiceCollectionExtensions
{
    /// <summary>Registers the clients of the declared connections, with the section <c>SharePoint</c> of <paramref name="configuration"/>.</summary>
    public static IServiceCollection AddSharePoint(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SharePointOptions>().Bind(configuration.GetSection("SharePoint")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SharePointOptions>, SharePointOptionsValidator>();
        services.AddSingleton<IValidateOptions<SharePointOptions>, SharePointLimitsValidator>();
        services.AddSingleton<GraphConnections>();
        services.AddSingleton<ITenantDirectory, GraphTenantDirectory>();
        services.AddSingleton<ITenantProbe, GraphTenantProbe>();
        services.AddSingleton<IListProvisioning, GraphListProvisioning>();
        services.AddSingleton(provider => new PersonCache(provider.GetRequiredService<IOptions<SharePointOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IPersonDirectory, ConnectedPersons>();
        services.AddSingleton<IListBindings, CompiledListBindings>();
        services.AddSingleton<BoundLists>();
        services.AddSingleton<ConnectedLists>();
        services.AddSingleton<IListReader>(provider => provider.GetRequiredService<ConnectedLists>());
        services.AddSingleton<IListWriter>(provider => provider.GetRequiredService<ConnectedLists>());
        return services;
    }
}
