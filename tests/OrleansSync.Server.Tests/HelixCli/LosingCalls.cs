using Grpc.Core;

namespace OrleansSync.Server.Tests.HelixCli;

/// <summary>A connection that is lost after each response of a stream, as often as it is told to.</summary>
internal sealed class LosingCalls(CallInvoker inner, int losses) : CallInvoker
{
    /// <summary>How many streams were begun.</summary>
    public int Streams { get; private set; }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = inner.AsyncServerStreamingCall(method, host, options, request);
        return Streams++ >= losses ? call
            : new AsyncServerStreamingCall<TResponse>(new Losing<TResponse>(call.ResponseStream), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        inner.AsyncUnaryCall(method, host, options, request);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    private sealed class Losing<T>(IAsyncStreamReader<T> inner) : IAsyncStreamReader<T>
    {
        private bool isLost;

        public T Current => inner.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (isLost)
            {
                throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "lost"));
            }

            isLost = true;
            return inner.MoveNext(cancellationToken);
        }
    }
}
