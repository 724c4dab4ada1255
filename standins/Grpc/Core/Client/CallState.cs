using Grpc.Core;
using Grpc.Wire;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client.Internal;

/// <summary>How a call stands: whether it ended, with which status, and who gave it up. The first to end it wins.</summary>
internal sealed partial class CallState : IDisposable
{
    private readonly GrpcChannel channel;
    private readonly string method;
    private readonly CallOptions options;
    private readonly Action onEnd;
    private readonly CancellationTokenSource cancellation = new();
    private CancellationTokenRegistration callerToken;
    private Timer? deadlineTimer;
    private object? ended;
    private HttpResponseMessage? response;
    private Metadata? trailers;
    private bool finished;
    private bool givenUp;
    private bool disposed;

    public CallState(GrpcChannel channel, string method, CallOptions options, Action onEnd)
    {
        if (options.Deadline is { Kind: not DateTimeKind.Utc } local && local != DateTime.MaxValue && local != DateTime.MinValue)
        {
            throw new InvalidOperationException("Deadline must have a kind DateTimeKind.Utc or be equal to DateTime.MaxValue or DateTime.MinValue.");
        }

        this.channel = channel;
        this.method = method;
        this.options = options;
        this.onEnd = onEnd;
        channel.Add(this);
    }

    /// <summary>Cancelled when the call is given up or broken.</summary>
    public CancellationToken Token => cancellation.Token;

    /// <summary>The status once the call ended.</summary>
    public Status? Ended => Volatile.Read(ref ended) as Status?;

    /// <summary>What is left until the deadline; null without one.</summary>
    public TimeSpan? Timeout => options.Deadline is { } deadline && deadline != DateTime.MaxValue ? deadline - DateTime.UtcNow : null;

    /// <summary>Starts to watch the deadline and the caller's token; a reader or writer must be there by now.</summary>
    public void Watch()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            ExceedDeadline();
        }
        else if (Timeout is { } timeout)
        {
            deadlineTimer = DeadlineTimer.Start(timeout, ExceedDeadline);
        }

        callerToken = Register(options.CancellationToken);
        if (Ended is not null)
        {
            Release();
        }
    }

    /// <summary>Lets a token give up the whole call.</summary>
    public CancellationTokenRegistration Register(CancellationToken token) =>
        token.Register(() => GiveUp(new Status(StatusCode.Cancelled, "Call canceled by the client.", new OperationCanceledException(token))));

    /// <summary>Takes the response, to be dropped when the call ends.</summary>
    public void Attach(HttpResponseMessage message)
    {
        response = message;
        if (Ended is not null)
        {
            message.Dispose();
        }
    }

    /// <summary>Notes the trailers of a response that came to its end, and ends the call with its status.</summary>
    public Status Finish(Status status, Metadata? responseTrailers)
    {
        trailers = responseTrailers;
        finished = true;
        _ = TryEnd(status);
        return GetStatus();
    }

    /// <summary>Ends the call unless it ended before, and stops what the transport still does; tells with which status it ended.</summary>
    public Status End(Status status)
    {
        if (TryEnd(status))
        {
            cancellation.Cancel();
        }

        return GetStatus();
    }

    /// <summary>The status that an exception stands for; a call that ended before keeps its own.</summary>
    public Status Resolve(string summary, Exception exception)
    {
        if (Ended is { } status)
        {
            return status;
        }

        switch (exception)
        {
            case RpcException rpc:
                return rpc.Status;
            case OperationCanceledException:
                return new Status(StatusCode.Cancelled, "", exception);
            default:
                var code = TransportErrors.CodeOf(exception);
                // The server's deadline may have been faster than ours.
                code = code == StatusCode.Cancelled && Timeout <= TimeSpan.Zero ? StatusCode.DeadlineExceeded : code;
                return new Status(code, $"{summary} {GrpcHeader.Describe(exception)}", exception);
        }
    }

    /// <summary>The exception that tells the caller of a status.</summary>
    public Exception ToException(Status status, bool streaming)
    {
        var cancelled = status.StatusCode == StatusCode.DeadlineExceeded || (status.StatusCode == StatusCode.Cancelled && (streaming || givenUp));
        return cancelled && channel.Options.ThrowOperationCanceledOnCancellation
            ? new OperationCanceledException(status.Detail, status.DebugException, (status.DebugException as OperationCanceledException)?.CancellationToken ?? Token)
            : new RpcException(status, trailers ?? Metadata.Empty);
    }

    public Status GetStatus() => Ended ?? throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() => finished
        ? trailers ?? []
        : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(disposed, this);

    public void Dispose()
    {
        disposed = true;
        GiveUp(new Status(StatusCode.Cancelled, "gRPC call disposed."));
    }

    private void ExceedDeadline() => GiveUp(new Status(StatusCode.DeadlineExceeded, ""));

    private void GiveUp(Status status)
    {
        if (Ended is null)
        {
            givenUp = true;
            End(status);
        }
    }

    // A write that is under way may still succeed when the response ended well, so this alone cancels nothing.
    private bool TryEnd(Status status)
    {
        if (Interlocked.CompareExchange(ref ended, status, null) is not null)
        {
            return false;
        }

        if (status.StatusCode != StatusCode.OK)
        {
            LogFailed(channel.Logger, method, status.StatusCode, status.Detail);
        }

        Release();
        onEnd();
        return true;
    }

    private void Release()
    {
        channel.Remove(this);
        callerToken.Unregister();
        deadlineTimer?.Dispose();

        // Resets the stream if the server still sends.
        response?.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "The call of {Method} failed: {StatusCode}, '{Detail}'.")]
    private static partial void LogFailed(ILogger logger, string method, StatusCode statusCode, string detail);
}
