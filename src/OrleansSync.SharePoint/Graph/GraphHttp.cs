using System.Net;

namespace OrleansSync.SharePoint.Graph;

/// <summary>The one HTTP handler of the client.</summary>
internal static class GraphHttp
{
    /// <summary>HTTP/2 where there is https, no more connections than allowed, no redirects: a token must not follow one.</summary>
    public static SocketsHttpHandler MakeHandler(SharePointOptions options) => new()
    {
        MaxConnectionsPerServer = options.ConnectionsMax,
        EnableMultipleHttp2Connections = false,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
    };

    /// <summary>A client over a handler; timeouts are each call's own.</summary>
    public static HttpClient MakeClient(HttpMessageHandler handler) => new(handler) { Timeout = Timeout.InfiniteTimeSpan };
}
