using Grpc.Core;
using Grpc.Core.Interceptors;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Errors;

/// <summary>Turns what a service throws into the status that its caller receives; the only place that does.</summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => AsResultAsync(continuation(request, responseStream, context)));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(requestStream, context));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => AsResultAsync(continuation(requestStream, responseStream, context)));

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        UnreadableMessageMiddleware.MarkReached(context.GetHttpContext());
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
    }

    private static async Task<bool> AsResultAsync(Task call)
    {
        await call;
        return true;
    }

    private RpcException Map(Exception exception, ServerCallContext context)
    {
        var http = context.GetHttpContext();
        switch (exception)
        {
            case SyncException expected:
                LogRefused(context.Method, expected.Error);
                return RichError.ToRpcException(RichError.From(expected, http));

            case OperationCanceledException when context.CancellationToken.IsCancellationRequested:
                return RichError.ToRpcException(RichError.Refusal(
                    StatusCode.Cancelled, "CANCELLED", "The caller cancelled the call, or its deadline passed.", http));

            case TimeoutException:
                LogTimedOut(exception, context.Method);
                return RichError.ToRpcException(RichError.Refusal(
                    StatusCode.DeadlineExceeded,
                    "TIMED_OUT",
                    "The server did not finish in time; whether the change was made is unknown. Repeat the call with the same request_id.",
                    http));

            default:
                LogFailed(exception, context.Method);
                return RichError.ToRpcException(RichError.Refusal(
                    StatusCode.Internal,
                    "INTERNAL",
                    $"The server failed. Its log has the cause under the request id {RequestIdMiddleware.Get(http)}.",
                    http));
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method} was refused: {Error}.")]
    private partial void LogRefused(string method, SyncError error);

    [LoggerMessage(LogLevel.Error, "{Method} did not finish in time.")]
    private partial void LogTimedOut(Exception exception, string method);

    [LoggerMessage(LogLevel.Error, "{Method} failed.")]
    private partial void LogFailed(Exception exception, string method);
}
