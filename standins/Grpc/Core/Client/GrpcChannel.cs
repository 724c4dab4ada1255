using Grpc.Core;
using Grpc.Net.Client.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grpc.Net.Client;

/// <summary>A way to one server over HTTP/2; keep one and share it.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HashSet<IDisposable> calls = [];
    private readonly bool disposeInvoker;
    private bool disposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Options = options;
        IsSecure = options.Credentials?.IsSecure ?? address.Scheme == Uri.UriSchemeHttps;
        Check(address, options, IsSecure);
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Grpc.Net.Client.Internal.GrpcCall");
        disposeInvoker = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        Invoker = options.HttpClient ?? new HttpMessageInvoker(options.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal bool IsSecure { get; }

    internal ILogger Logger { get; }

    internal HttpMessageInvoker Invoker { get; }

    /// <summary>Makes a channel to an address like "https://host:port"; connects with the first call.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>Makes a channel with options.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    /// <summary>Makes a channel to an address; connects with the first call.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>Makes a channel with options.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc />
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Gives up the running calls and closes the connections that are the channel's own.</summary>
    public void Dispose()
    {
        IDisposable[] running;
        lock (calls)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            running = [.. calls];
        }

        foreach (var call in running)
        {
            call.Dispose();
        }

        if (disposeInvoker)
        {
            Invoker.Dispose();
        }
    }

    internal void Add(IDisposable call)
    {
        lock (calls)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            calls.Add(call);
        }
    }

    internal void Remove(IDisposable call)
    {
        lock (calls)
        {
            calls.Remove(call);
        }
    }

    private static void Check(Uri address, GrpcChannelOptions options, bool secure)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            throw new InvalidOperationException($"No address resolver configured for the scheme '{address.Scheme}'.");
        }

        if (options.HttpClient is not null && options.HttpHandler is not null)
        {
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.", nameof(options));
        }

        if (secure != (address.Scheme == Uri.UriSchemeHttps))
        {
            throw new InvalidOperationException($"The channel's credentials are {(secure ? "secure" : "insecure")}, which the scheme '{address.Scheme}' is not.");
        }

        if (options.Credentials is { IsSecure: false, CallCredentials.Count: > 0 } && !options.UnsafeUseInsecureChannelCallCredentials)
        {
            throw new InvalidOperationException("Call credentials cannot be composed with insecure channel credentials unless UnsafeUseInsecureChannelCallCredentials is set.");
        }
    }
}
