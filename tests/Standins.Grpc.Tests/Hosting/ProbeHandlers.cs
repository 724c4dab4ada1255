using Grpc.Core;
using Standins.Tests.Probe;

namespace Standins.Tests.Hosting;

/// <summary>What the probes do; by default they echo.</summary>
internal sealed class ProbeHandlers
{
    public Func<Payload, ServerCallContext, Task<Payload>> Say { get; set; } = (request, _) => Task.FromResult(request);

    public Func<Payload, IServerStreamWriter<Payload>, ServerCallContext, Task> Count { get; set; } = async (request, responses, _) => await responses.WriteAsync(request);

    public Func<IAsyncStreamReader<Payload>, ServerCallContext, Task<Payload>> Collect { get; set; } = async (requests, _) =>
    {
        var texts = new List<string>();
        await foreach (var request in requests.ReadAllAsync())
        {
            texts.Add(request.Text);
        }

        return new Payload { Text = string.Join(',', texts) };
    };

    public Func<IAsyncStreamReader<Payload>, IServerStreamWriter<Payload>, ServerCallContext, Task> Chat { get; set; } = async (requests, responses, _) =>
    {
        await foreach (var request in requests.ReadAllAsync())
        {
            await responses.WriteAsync(request);
        }
    };
}
