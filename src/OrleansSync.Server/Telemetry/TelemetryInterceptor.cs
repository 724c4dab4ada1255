using Grpc.Core;
using Grpc.Core.Interceptors;

namespace OrleansSync.Server.Telemetry;

/// <summary>Measures and traces every call. Stands outside the error interceptor, so that it sees the status that the caller gets.</summary>
internal sealed class TelemetryInterceptor(CallTelemetry telemetry) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        telemetry.ObserveAsync(context.Method, () => continuation(request, context), () => context.Status.StatusCode);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        telemetry.ObserveAsync(
            context.Method,
            async () =>
            {
                await continuation(request, responseStream, context);
                return true;
            },
            () => context.Status.StatusCode);
}
