using Grpc.Core;
using Grpc.Core.Interceptors;
using OrleansSync.Engine.Errors;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Errors;

/// <summary>Turns what a service throws into the status that its caller receives; the only place that does.</summary>
internal sealed partial class ErrorInterceptor(ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableMessageMiddleware.MarkReached(context.GetHttpContext());
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableMessageMiddleware.MarkReached(context.GetHttpContext());
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Map(exception, context);
        }
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
