using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace OrleansSync.Server.Telemetry;

/// <summary>Starts the exporters with the host, and sends what is left before it stops.</summary>
internal sealed class TelemetryService(MeterProvider metrics, TracerProvider traces) : IHostedService
{
    private const int FlushMilliseconds = 5_000;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush(FlushMilliseconds);
        metrics.ForceFlush(FlushMilliseconds);
        return Task.CompletedTask;
    }
}
