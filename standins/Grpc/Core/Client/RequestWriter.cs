using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>Writes the requests of a stream, one at a time.</summary>
internal sealed class RequestWriter<TRequest>(CallState state, RequestStream stream, Marshaller<TRequest> marshaller, int? sizeMax) : IClientStreamWriter<TRequest>
    where TRequest : class
{
    private readonly Lock gate = new();
    private Task pending = Task.CompletedTask;
    private bool completed;

    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        state.ThrowIfDisposed();
        using var registration = state.Register(cancellationToken);
        Task write;
        lock (gate)
        {
            if (completed)
            {
                throw new InvalidOperationException("Request stream has already been completed.");
            }

            if (state.Ended is { } status)
            {
                throw state.ToException(status, streaming: true);
            }

            if (!pending.IsCompleted)
            {
                throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
            }

            pending = write = SendAsync(message);
        }

        await write.ConfigureAwait(false);
    }

    public Task CompleteAsync()
    {
        state.ThrowIfDisposed();
        lock (gate)
        {
            if (!pending.IsCompleted)
            {
                return Task.FromException(new InvalidOperationException("Can't complete the client stream writer because the previous write is in progress."));
            }

            completed = true;
        }

        stream.Complete();
        return Task.CompletedTask;
    }

    private async Task SendAsync(TRequest message)
    {
        try
        {
            var open = await stream.Opened.ConfigureAwait(false);
            await open.WriteAsync(MessageFrame.Of(message, marshaller.ContextualSerializer, sizeMax), state.Token).ConfigureAwait(false);
            await open.FlushAsync(state.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            throw state.ToException(state.Resolve("Error writing message.", exception), streaming: true);
        }
    }
}
