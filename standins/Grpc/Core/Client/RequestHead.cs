using System.Globalization;
using System.Net;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>Makes the HTTP request of a call: path, headers, deadline, credentials.</summary>
internal static class RequestHead
{
    private const int TimeoutDigitsMax = 99_999_999;

    public static async Task<HttpRequestMessage> CreateAsync(GrpcChannel channel, IMethod method, CallOptions options, TimeSpan? timeout, HttpContent content, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(channel.Address) { Path = method.FullName, Query = "" }.Uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.TryAddWithoutValidation("content-type", GrpcHeader.ContentType);
        request.Headers.TryAddWithoutValidation("user-agent", "grpc-dotnet/2.85.0 (stand-in)");
        request.Headers.TryAddWithoutValidation("te", "trailers");
        request.Headers.TryAddWithoutValidation(GrpcHeader.AcceptEncoding, GrpcHeader.Encodings);
        Add(request, options.Headers ?? Metadata.Empty);
        if (timeout is { } left)
        {
            request.Headers.TryAddWithoutValidation(GrpcHeader.Timeout, EncodeTimeout(left));
        }

        Add(request, await ReadCredentialsAsync(channel, method, options, cancellationToken).ConfigureAwait(false));
        return request;
    }

    private static async Task<Metadata> ReadCredentialsAsync(GrpcChannel channel, IMethod method, CallOptions options, CancellationToken cancellationToken)
    {
        var metadata = new Metadata();
        if (!channel.IsSecure && !channel.Options.UnsafeUseInsecureChannelCallCredentials)
        {
            return metadata;
        }

        IReadOnlyList<CallCredentials> ofChannel = channel.Options.Credentials?.CallCredentials ?? [];
        IEnumerable<CallCredentials> all = options.Credentials is { } own ? [own, .. ofChannel] : ofChannel;
        foreach (var credentials in all)
        {
            var context = new AuthInterceptorContext($"{channel.Address.Scheme}://{channel.Address.Authority}/{method.ServiceName}", method.Name, cancellationToken);
            await credentials.AddToAsync(context, metadata).ConfigureAwait(false);
        }

        return metadata;
    }

    private static void Add(HttpRequestMessage request, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            // The deadline is the only one to say when.
            if (entry.Key != GrpcHeader.Timeout)
            {
                request.Headers.TryAddWithoutValidation(entry.Key, entry.WireValue);
            }
        }
    }

    // Milliseconds while eight digits can say them, then seconds; rounded up, so that the server never gives up before the client.
    private static string EncodeTimeout(TimeSpan timeout)
    {
        var milliseconds = Math.Ceiling(Math.Max(timeout.TotalMilliseconds, 1));
        return milliseconds <= TimeoutDigitsMax
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(Math.Ceiling(timeout.TotalSeconds), GrpcHeader.TimeoutMax.TotalSeconds)}S");
    }
}
