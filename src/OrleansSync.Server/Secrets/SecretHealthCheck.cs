using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansSync.Server.Secrets;

/// <summary>Degraded, which still serves, while a stored secret has ended or ends soon.</summary>
internal sealed class SecretHealthCheck(SecretExpiryWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        watch.Expiring is { Length: > 0 } expiring
            ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{expiring.Length} secrets end soon, the first at {expiring[0].ExpiresAt:u}."))
            : HealthCheckResult.Healthy("No stored secret ends soon."));
}
