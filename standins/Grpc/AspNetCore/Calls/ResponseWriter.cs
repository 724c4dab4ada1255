using System.Buffers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>Writes responses, one at a time.</summary>
internal sealed class ResponseWriter<TResponse>(ServerCall call, Marshaller<TResponse> marshaller, int? sizeMax) : IServerStreamWriter<TResponse>
    where TResponse : class
{
    private int writing;
    private volatile bool closed;

    public WriteOptions? WriteOptions
    {
        get => call.WriteOptions;
        set => call.WriteOptions = value;
    }

    public void Close() => closed = true;

    public Task WriteAsync(TResponse message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TResponse message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);

        // Half a message cannot be taken back: whoever cancels a write cancels the call.
        await using var registration = cancellationToken.Register(call.Reset);
        cancellationToken.ThrowIfCancellationRequested();
        if (closed || call.Aborted.IsCancellationRequested)
        {
            throw new InvalidOperationException("Can't write the message because the request is complete.");
        }

        if (Interlocked.Exchange(ref writing, 1) == 1)
        {
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        }

        try
        {
            var flags = WriteOptions?.Flags ?? default;
            await WriteAsync(message, !flags.HasFlag(WriteFlags.BufferHint), cancellationToken);
        }
        finally
        {
            Volatile.Write(ref writing, 0);
        }
    }

    public async Task WriteAsync(TResponse message, bool flush, CancellationToken cancellationToken)
    {
        var frame = MessageFrame.Of(message, marshaller.ContextualSerializer, sizeMax);
        var response = call.HttpContext.Response;
        if (!response.HasStarted)
        {
            await response.StartAsync(cancellationToken);
        }

        response.BodyWriter.Write(frame.Span);
        if (!flush)
        {
            return;
        }

        var result = await response.BodyWriter.FlushAsync(cancellationToken);

        // A flush into an aborted stream does not say so.
        if (!result.IsCompleted && (call.CancellationToken.IsCancellationRequested || cancellationToken.IsCancellationRequested))
        {
            throw new OperationCanceledException("Request aborted while sending the message.");
        }
    }
}
