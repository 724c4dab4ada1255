using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>One call over one HTTP/2 stream.</summary>
internal sealed class HttpCall<TRequest, TResponse> : IDisposable
    where TRequest : class
    where TResponse : class
{
    private readonly GrpcChannel channel;
    private readonly Method<TRequest, TResponse> method;
    private readonly CallOptions options;
    private readonly CallState state;
    private readonly ResponseReader<TResponse> responses;
    private readonly TaskCompletionSource<Metadata> headers = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<TResponse> single = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RequestStream? requests;

    public HttpCall(GrpcChannel channel, Method<TRequest, TResponse> method, CallOptions options)
    {
        this.channel = channel;
        this.method = method;
        this.options = options;
        state = new CallState(channel, method.FullName, options, OnEnd);
        responses = new ResponseReader<TResponse>(state, method.ResponseMarshaller);
    }

    public Task<Metadata> Headers => headers.Task;

    public Task<TResponse> Response => single.Task;

    public IAsyncStreamReader<TResponse> Responses => responses;

    private bool IsStreaming => method.Type is MethodType.ServerStreaming or MethodType.DuplexStreaming;

    /// <summary>Starts a call with one request.</summary>
    public void Start(TRequest request) => _ = RunAsync(() => new SingleRequest(MessageFrame.Of(request, method.RequestMarshaller.ContextualSerializer, channel.Options.MaxSendMessageSize)));

    /// <summary>Starts a call with many requests.</summary>
    public IClientStreamWriter<TRequest> Start()
    {
        var stream = requests = new RequestStream();
        var writer = new RequestWriter<TRequest>(state, stream, method.RequestMarshaller, channel.Options.MaxSendMessageSize) { WriteOptions = options.WriteOptions };
        _ = RunAsync(() => stream);
        return writer;
    }

    public Status GetStatus() => state.GetStatus();

    public Metadata GetTrailers() => state.GetTrailers();

    public void Dispose() => state.Dispose();

    private async Task RunAsync(Func<HttpContent> content)
    {
        try
        {
            state.Watch();
            state.Token.ThrowIfCancellationRequested();
            var response = await SendAsync(content()).ConfigureAwait(false);
            state.Attach(response);
            headers.TrySetResult(ResponseHead.MetadataOf(response.Headers));
            await ReceiveAsync(response).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(state.End(state.Resolve("Error starting gRPC call.", exception)));
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpContent content)
    {
        var request = await RequestHead.CreateAsync(channel, method, options, state.Timeout, content, state.Token).ConfigureAwait(false);
        state.Token.ThrowIfCancellationRequested();

        // A client would read the whole response first unless told otherwise.
        var send = channel.Invoker is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, state.Token)
            : channel.Invoker.SendAsync(request, state.Token);
        return await send.ConfigureAwait(false);
    }

    private async Task ReceiveAsync(HttpResponseMessage response)
    {
        if (ResponseHead.StatusOfHeaders(response) is { } status)
        {
            // Trailers-Only: the headers are the trailers.
            var early = !IsStreaming && status.StatusCode == StatusCode.OK
                ? new Status(StatusCode.Internal, "Failed to deserialize response message. The response ended with status OK and without a message.")
                : status;
            Fail(state.Finish(early, ResponseHead.MetadataOf(response.Headers)));
            return;
        }

        var body = await response.Content.ReadAsStreamAsync(state.Token).ConfigureAwait(false);
        var messages = new MessageReader(body, ResponseHead.Find(response.Headers, GrpcHeader.Encoding), channel.Options.MaxReceiveMessageSize);
        if (IsStreaming)
        {
            responses.Open(response, messages);
            return;
        }

        var payload = await messages.ReadAsync(state.Token).ConfigureAwait(false);
        var message = payload is null ? null : method.ResponseMarshaller.ContextualDeserializer(payload);
        await messages.EndAsync(state.Token).ConfigureAwait(false);

        var last = ResponseHead.StatusOfTrailers(response);
        last = message is null && last.StatusCode == StatusCode.OK ? new Status(StatusCode.Internal, "Failed to deserialize response message.") : last;
        last = state.Finish(last, ResponseHead.MetadataOf(response.TrailingHeaders));
        if (message is null || last.StatusCode != StatusCode.OK)
        {
            Fail(last);
        }
        else
        {
            single.TrySetResult(message);
        }
    }

    private void Fail(Status status)
    {
        var exception = state.ToException(status, streaming: false);
        headers.TrySetException(exception);
        single.TrySetException(exception);

        // Whoever looks at one of the tasks need not look at the other.
        _ = headers.Task.Exception;
        _ = single.Task.Exception;
    }

    private void OnEnd()
    {
        requests?.Abort();
        responses.Abort();
    }
}
