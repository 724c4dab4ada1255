using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>A running call as its handler sees it.</summary>
internal abstract class ServerCall : ServerCallContext, IAsyncDisposable
{
    private const int Http2Cancel = 0x8;

    private readonly CallDeadline? deadline;
    private Metadata? requestHeaders;
    private AuthContext? authContext;

    protected ServerCall(HttpContext httpContext)
    {
        HttpContext = httpContext;
        Aborted = httpContext.RequestAborted;
        if (RequestHead.TimeoutOf(httpContext.Request) is { } timeout)
        {
            deadline = new CallDeadline(timeout, ExceedDeadlineAsync, Aborted);
        }
    }

    public HttpContext HttpContext { get; }

    /// <summary>Cancelled when the connection or the stream is gone.</summary>
    public CancellationToken Aborted { get; }

    public bool IsDeadlineExceeded => deadline is { IsExceeded: true };

    protected override string MethodCore => HttpContext.Request.Path.Value ?? "";

    protected override string HostCore => HttpContext.Request.Host.Value ?? "";

    protected override string PeerCore => PeerIdentity.AddressOf(HttpContext.Connection);

    protected override DateTime DeadlineCore => deadline?.Deadline ?? DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => requestHeaders ??= RequestHead.MetadataOf(HttpContext.Request);

    protected override CancellationToken CancellationTokenCore => deadline?.Token ?? Aborted;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => authContext ??= PeerIdentity.CertificateOf(HttpContext.Connection);

    // The two differ only in whether a value may be null.
    protected override IDictionary<object, object> UserStateCore => HttpContext.Items!;

    /// <summary>Ends the call with its status, unless the deadline ended it.</summary>
    public async Task EndAsync()
    {
        if (deadline is null || await deadline.TryEndAsync())
        {
            ResponseHead.AddTrailers(HttpContext.Response, ResponseTrailers);
            ResponseHead.SetStatus(HttpContext.Response, Status);
        }
    }

    /// <summary>Resets the stream: the client sees a cancelled call.</summary>
    public void Reset()
    {
        if (HttpContext.Features.Get<IHttpResetFeature>() is { } reset)
        {
            reset.Reset(Http2Cancel);
        }
        else
        {
            HttpContext.Abort();
        }
    }

    public ValueTask DisposeAsync() => deadline?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (HttpContext.Response.HasStarted)
        {
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        }

        ResponseHead.Add(HttpContext.Response.Headers, responseHeaders);
        return HttpContext.Response.BodyWriter.FlushAsync(CancellationToken.None).AsTask();
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotImplementedException("The real package does not implement it either.");

    // The status first, then the reset: the client learns why, and the handler, if it still runs, can send nothing more.
    private async Task ExceedDeadlineAsync()
    {
        Status = new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded");
        ResponseHead.SetStatus(HttpContext.Response, Status);
        await HttpContext.Response.CompleteAsync();
        Reset();
    }
}
