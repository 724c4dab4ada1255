using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>The services of a silo, added once a host.</summary>
internal static class SiloServices
{
    public static ISiloBuilder Add(IServiceCollection services, IConfiguration configuration)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(ISiloBuilder))?.ImplementationInstance is ISiloBuilder known)
        {
            return known;
        }

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton<ISiloBuilder>(builder);
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureOptions<GrainTypeScan>();

        services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        services.AddSingleton<Silo>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>().Factory);
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>().Factory);
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddTransient<IGrainContext>(_ => new GrainContextAccessor().GrainContext);
        services.AddSingleton<IConfigurationValidator, SiloValidator>();
        services.AddHostedService(provider => provider.GetRequiredService<Silo>());

        // Added by the application or not: decided when the silo starts.
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OptionalServices>();
        return builder;
    }

    private sealed class OptionalServices(IServiceProvider services) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle)
        {
            services.GetService<ReminderService>()?.Participate(lifecycle);
            if (services.GetService<IMembershipTable>() is not null)
            {
                ActivatorUtilities.CreateInstance<SingleSiloMembership>(services).Participate(lifecycle);
            }
        }
    }

    private sealed class GrainContextAccessor : IGrainContextAccessor
    {
        public IGrainContext GrainContext => RuntimeContext.Current ?? throw new InvalidOperationException("No grain's code is running here.");
    }
}
