namespace Grpc.Core;

/// <summary>What a handler knows about the call that it serves.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? userState;

    /// <summary>The path: "/service/method".</summary>
    public string Method => MethodCore;

    /// <summary>The authority that the client addressed.</summary>
    public string Host => HostCore;

    /// <summary>The client's address: "ipv4:1.2.3.4:5".</summary>
    public string Peer => PeerCore;

    /// <summary>When the client gives up; <see cref="DateTime.MaxValue" /> when never.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>The metadata that came with the call.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Cancelled when the client is gone, gave up, or the deadline passed.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>The metadata to send after the last message.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>The status to end with when the handler returns.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>How responses are written.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>Who the client proved to be, by its certificate.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>A place for interceptors to leave things for the handler.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Overridden by implementations.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Overridden by implementations.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>May be overridden by implementations.</summary>
    protected virtual IDictionary<object, object> UserStateCore => userState ??= [];

    /// <summary>Sends the response headers now, once, before the first message.</summary>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>Makes a token that hands deadline and cancellation on to a child call.</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) => CreatePropagationTokenCore(options);

    /// <summary>Overridden by implementations.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Overridden by implementations.</summary>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
