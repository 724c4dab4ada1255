namespace Grpc.Core;

/// <summary>A stream to write messages to, one at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>The options of the following writes.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; the task ends when the transport has taken it.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message; the token gives up the whole call.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("Cancellation of stream writes is not supported by this gRPC implementation.")
        : WriteAsync(message);
}
