using System.Net;

namespace Grpc.Net.Client.Internal;

/// <summary>A request body that stays open until its writer completes it.</summary>
internal sealed class RequestStream : HttpContent
{
    private readonly TaskCompletionSource<Stream> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Continues on the caller's thread: when CompleteAsync returns, the end of the stream is on its way, and a Dispose right after it cannot overtake it with a reset.
    private readonly TaskCompletionSource completed = new();

    /// <summary>The stream to the server, once it is there.</summary>
    public Task<Stream> Opened => opened.Task;

    public void Complete() => completed.TrySetResult();

    /// <summary>Lets go of whoever waits; the call ended.</summary>
    public void Abort()
    {
        opened.TrySetCanceled();
        completed.TrySetCanceled();
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // Sends the headers: the server may answer before the first message.
        await stream.FlushAsync().ConfigureAwait(false);
        opened.TrySetResult(stream);
        await completed.Task.ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
