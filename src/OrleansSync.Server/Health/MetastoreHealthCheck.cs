using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Server.Health;

/// <summary>Healthy while the metastore answers and its schema fits.</summary>
internal sealed class MetastoreHealthCheck(MetastoreHealth metastore) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var report = await metastore.CheckAsync(cancellationToken);
        return report.State == MetastoreState.Healthy ? HealthCheckResult.Healthy(report.Description) : HealthCheckResult.Unhealthy(report.Description);
    }
}
