using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>A running call with its messages.</summary>
internal sealed class ServerCall<TRequest, TResponse> : ServerCall
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> method;
    private readonly MessageReader messages;
    private readonly RequestReader<TRequest> requests;
    private readonly ResponseWriter<TResponse> responses;

    public ServerCall(HttpContext httpContext, Method<TRequest, TResponse> method, ServiceSettings settings)
        : base(httpContext)
    {
        this.method = method;
        messages = new MessageReader(httpContext.Request.Body, httpContext.Request.Headers[GrpcHeader.Encoding], settings.MaxReceiveMessageSize);
        requests = new RequestReader<TRequest>(this, messages, method.RequestMarshaller);
        responses = new ResponseWriter<TResponse>(this, method.ResponseMarshaller, settings.MaxSendMessageSize);
    }

    public IAsyncStreamReader<TRequest> Requests => requests;

    public IServerStreamWriter<TResponse> Responses => responses;

    /// <summary>The one request; the body must end behind it.</summary>
    public async Task<TRequest> ReadSingleAsync()
    {
        var payload = await messages.ReadAsync(CancellationToken.None) ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
        var request = method.RequestMarshaller.ContextualDeserializer(payload);
        await messages.EndAsync(CancellationToken.None);
        return request;
    }

    /// <summary>Writes the one response; the end of the call flushes it.</summary>
    public async Task WriteSingleAsync(TResponse? response)
    {
        if (response is null)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        }

        if (!IsDeadlineExceeded)
        {
            await responses.WriteAsync(response, flush: false, CancellationToken.None);
        }
    }

    /// <summary>Makes the streams useless to a handler that kept them.</summary>
    public void Close()
    {
        requests.Close();
        responses.Close();
    }
}
