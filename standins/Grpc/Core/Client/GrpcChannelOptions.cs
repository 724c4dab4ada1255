using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>How a channel behaves.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>How the channel is secured; by default the address' scheme says it.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The longest request in bytes; null (the default) for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The longest response in bytes, 4 MB by default; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Where the channel logs.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The client to send with, instead of one of the channel's own.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler to send with, instead of one of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes the given client or handler with itself.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a call that is given up throws <see cref="OperationCanceledException" /> instead of <see cref="RpcException" />.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether call credentials are sent without TLS; by default they are left out.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }
}
