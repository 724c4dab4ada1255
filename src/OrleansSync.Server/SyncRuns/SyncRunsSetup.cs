using Microsoft.Extensions.Options;
using OrleansSync.Grains.SyncRuns;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Registers what drives runs.</summary>
internal static class SyncRunsSetup
{
    public static IServiceCollection AddSyncRuns(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RunOptions>().Bind(configuration.GetSection("Runs")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RunOptions>, RunOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<RunOptions>>().Value);
        services.AddRunDrivers();
        services.AddSingleton<PreviewHandler>();
        services.AddSingleton<ListNames>();
        services.AddHostedService<RunPruner>();
        services.AddSingleton<RunWaker>();
        services.AddHostedService(provider => provider.GetRequiredService<RunWaker>());
        return services;
    }
}
