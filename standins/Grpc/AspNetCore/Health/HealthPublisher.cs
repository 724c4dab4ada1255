using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Hands each report of the health checks to the health service.</summary>
internal sealed class HealthPublisher(HealthServiceImpl service, IOptions<GrpcHealthChecksOptions> options) : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var mapping in options.Value.Services)
        {
            var entries = report.Entries.Where(entry => mapping.HealthCheckPredicate?.Invoke(new HealthCheckMapContext(entry.Key, entry.Value.Tags)) ?? true);
            service.SetStatus(mapping.Name, StatusOf(entries.Select(entry => entry.Value)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Serving unless one check is unhealthy; unknown when there are none.</summary>
    public static ServingStatus StatusOf(IEnumerable<HealthReportEntry> entries)
    {
        var statuses = entries.Select(entry => entry.Status).ToList();
        return statuses switch
        {
            [] => ServingStatus.Unknown,
            _ when statuses.Contains(HealthStatus.Unhealthy) => ServingStatus.NotServing,
            _ => ServingStatus.Serving,
        };
    }
}
