using Microsoft.Extensions.DependencyInjection;

namespace OrleansSync.Grains.SyncRuns;

/// <summary>Registers what grains need to take the turns of runs.</summary>
public static class RunServices
{
    /// <summary>Registers the drivers, one for each activation. The ports have to be there.</summary>
    public static IServiceCollection AddRunDrivers(this IServiceCollection services) => services.AddSingleton<RunTelemetry>().AddSingleton<RunPorts>().AddTransient<RunDriver>();
}
