using Grpc.Core;
using Standins.Tests.Probe;

namespace Standins.Tests.Hosting;

internal sealed class ProbeService(ProbeHandlers handlers) : Probes.ProbesBase
{
    public override Task<Payload> Say(Payload request, ServerCallContext context) => handlers.Say(request, context);

    public override Task Count(Payload request, IServerStreamWriter<Payload> responseStream, ServerCallContext context) => handlers.Count(request, responseStream, context);

    public override Task<Payload> Collect(IAsyncStreamReader<Payload> requestStream, ServerCallContext context) => handlers.Collect(requestStream, context);

    public override Task Chat(IAsyncStreamReader<Payload> requestStream, IServerStreamWriter<Payload> responseStream, ServerCallContext context) => handlers.Chat(requestStream, responseStream, context);
}
