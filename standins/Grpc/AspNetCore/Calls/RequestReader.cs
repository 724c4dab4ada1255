using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Reads the requests of a client's stream.</summary>
internal sealed class RequestReader<TRequest>(ServerCall call, MessageReader messages, Marshaller<TRequest> marshaller) : IAsyncStreamReader<TRequest>
    where TRequest : class
{
    private TRequest? current;
    private volatile bool closed;

    // Null before the first and after the last message, as the real one has it.
    public TRequest Current => current!;

    public void Close() => closed = true;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (closed || call.Aborted.IsCancellationRequested)
        {
            throw new InvalidOperationException("Can't read messages after the request is complete.");
        }

        current = null;
        current = await messages.ReadAsync(cancellationToken) is { } message ? marshaller.ContextualDeserializer(message) : null;
        return current is not null;
    }
}
