using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads the responses of a stream, one at a time; the end of the stream ends the call.</summary>
internal sealed class ResponseReader<TResponse>(CallState state, Marshaller<TResponse> marshaller) : IAsyncStreamReader<TResponse>
    where TResponse : class
{
    private readonly TaskCompletionSource<(HttpResponseMessage Response, MessageReader Messages)> body = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResponse? current;
    private int reading;

    // Null before the first and after the last message, as the real one has it.
    public TResponse Current => current!;

    /// <summary>Gives the reader its source.</summary>
    public void Open(HttpResponseMessage response, MessageReader messages) => body.TrySetResult((response, messages));

    /// <summary>Lets go of whoever waits; the call ended.</summary>
    public void Abort() => body.TrySetCanceled();

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        state.ThrowIfDisposed();
        if (Interlocked.Exchange(ref reading, 1) == 1)
        {
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        }

        try
        {
            using var registration = state.Register(cancellationToken);
            current = null;
            if (state.Ended is { } before)
            {
                return Over(before);
            }

            current = await ReadAsync().ConfigureAwait(false);
            return current is not null || Over(state.GetStatus());
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }

    private async Task<TResponse?> ReadAsync()
    {
        try
        {
            var (response, messages) = await body.Task.ConfigureAwait(false);
            if (await messages.ReadAsync(state.Token).ConfigureAwait(false) is { } message)
            {
                return marshaller.ContextualDeserializer(message);
            }

            state.Finish(ResponseHead.StatusOfTrailers(response), ResponseHead.MetadataOf(response.TrailingHeaders));
        }
        catch (Exception exception)
        {
            state.End(state.Resolve("Error reading next message.", exception));
        }

        return null;
    }

    private bool Over(Status status) => status.StatusCode == StatusCode.OK ? false : throw state.ToException(status, streaming: true);
}
