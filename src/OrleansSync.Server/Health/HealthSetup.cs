using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansSync.Server.Health;

/// <summary>Registers the checks behind grpc.health.v1.</summary>
internal static class HealthSetup
{
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(4);

    public static void AddServerHealth(this IServiceCollection services)
    {
        services.AddGrpcHealthChecks().AddCheck<MetastoreHealthCheck>("metastore", timeout: CheckTimeout);
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.Zero;
            publisher.Period = CheckPeriod;
        });
    }
}
