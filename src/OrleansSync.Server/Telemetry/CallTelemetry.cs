using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace OrleansSync.Server.Telemetry;

/// <summary>What the gRPC edge measures and traces, in the names of OpenTelemetry's conventions for RPC.</summary>
internal sealed class CallTelemetry : IDisposable
{
    private readonly ActivitySource source = new(TelemetrySetup.SourceName + ".Server");
    private readonly Histogram<double> duration;
    private readonly TimeProvider clock;

    public CallTelemetry(IMeterFactory meters, TimeProvider clock)
    {
        this.clock = clock;
        duration = meters.Create(TelemetrySetup.SourceName + ".Server")
            .CreateHistogram<double>("rpc.server.duration", unit: "s", description: "Duration of gRPC calls by method and status.");
    }

    /// <summary>Runs a call; <paramref name="method"/> is its full name, of which there are few.</summary>
    public async Task<T> ObserveAsync<T>(string method, Func<Task<T>> call, Func<StatusCode> statusOfSuccess)
    {
        var started = clock.GetTimestamp();
        using var activity = source.StartActivity(method.TrimStart('/'), ActivityKind.Server);
        var status = StatusCode.Unknown;
        try
        {
            var response = await call();
            status = statusOfSuccess();
            return response;
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            throw;
        }
        finally
        {
            activity?.SetTag("rpc.system", "grpc").SetTag("rpc.grpc.status_code", (int)status);
            activity?.SetStatus(status == StatusCode.OK ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
            duration.Record(
                clock.GetElapsedTime(started).TotalSeconds,
                new KeyValuePair<string, object?>("rpc.method", method),
                new KeyValuePair<string, object?>("rpc.grpc.status_code", (int)status));
        }
    }

    public void Dispose() => source.Dispose();
}
