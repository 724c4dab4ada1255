using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Standins.Tests.Interceptors;

/// <summary>Turns one exception into a status, as a server's edge does.</summary>
internal sealed class ErrorInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (FormatException exception)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, exception.Message), new Metadata { { "kind", "format" } });
        }
    }
}
