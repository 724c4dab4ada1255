using System.Threading.Channels;
using Grpc.Core;
using Grpc.Health.V1;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Grpc.HealthCheck;

/// <summary>Serves the states that it is told, and tells its watchers when one changes.</summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    // A watcher that does not keep up misses the oldest changes, never the last.
    private const int PendingMax = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<string, ServingStatus> statuses = new(StringComparer.Ordinal);
    private readonly List<Watcher> watchers = [];

    /// <summary>Sets the state of a service; "" is the server as a whole.</summary>
    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (gate)
        {
            var before = Get(service);
            statuses[service] = status;
            Tell(service, before);
        }
    }

    /// <summary>Forgets a service.</summary>
    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (gate)
        {
            var before = Get(service);
            statuses.Remove(service);
            Tell(service, before);
        }
    }

    /// <summary>Forgets all services.</summary>
    public void ClearAll()
    {
        lock (gate)
        {
            foreach (var service in statuses.Keys.ToList())
            {
                ClearStatus(service);
            }
        }
    }

    /// <inheritdoc />
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (gate)
        {
            return statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, ""));
        }
    }

    /// <inheritdoc />
    public override Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context) =>
        WatchAsync(request.Service, first: null, responseStream, context.CancellationToken);

    /// <summary>Watches until the token says stop; the first state may be asked for elsewhere.</summary>
    internal async Task WatchAsync(string service, Func<Task<ServingStatus>>? first, IServerStreamWriter<HealthCheckResponse> responses, CancellationToken stop)
    {
        var changes = Channel.CreateBounded<ServingStatus>(new BoundedChannelOptions(PendingMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var watcher = new Watcher(service, changes.Writer);
        ServingStatus current;
        lock (gate)
        {
            current = Get(service);
            watchers.Add(watcher);
        }

        try
        {
            using var registration = stop.Register(() => changes.Writer.TryComplete());
            current = first is null ? current : await first().ConfigureAwait(false);
            await responses.WriteAsync(new HealthCheckResponse { Status = current }, CancellationToken.None).ConfigureAwait(false);
            await foreach (var change in changes.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                await responses.WriteAsync(new HealthCheckResponse { Status = change }, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(watcher);
            }
        }
    }

    private ServingStatus Get(string service) => statuses.GetValueOrDefault(service, ServingStatus.ServiceUnknown);

    private void Tell(string service, ServingStatus before)
    {
        var now = Get(service);
        if (now == before)
        {
            return;
        }

        foreach (var watcher in watchers.Where(watcher => watcher.Service == service))
        {
            watcher.Changes.TryWrite(now);
        }
    }

    private sealed record Watcher(string Service, ChannelWriter<ServingStatus> Changes);
}
