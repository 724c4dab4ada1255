using System.Net;
using System.Net.Sockets;

namespace OrleansSync.Server.Hosting;

/// <summary>One address to listen on.</summary>
/// <param name="Address">An address of this machine.</param>
/// <param name="Port">0 takes a free one.</param>
/// <param name="IsHttps">https, else plain HTTP/2.</param>
internal sealed record ListenAddress(IPAddress Address, int Port, bool IsHttps)
{
    /// <summary>Parses addresses separated by semicolons.</summary>
    /// <exception cref="ServerSetupException">One is not an address, or is plain http on other than loopback.</exception>
    public static IReadOnlyList<ListenAddress> ParseAll(string text)
    {
        var addresses = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(ParseOne).ToList();
        return addresses.Count > 0 ? addresses : throw new ServerSetupException("Server:Listen is empty; give at least one address, for instance https://localhost:7443.");
    }

    private static IEnumerable<ListenAddress> ParseOne(string text)
    {
        // Uri knows no host "*" or "+", which stand for all addresses elsewhere in .NET.
        if (!Uri.TryCreate(text.Replace("//*", "//[::]", StringComparison.Ordinal).Replace("//+", "//[::]", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")
            || uri.PathAndQuery != "/")
        {
            throw new ServerSetupException($"Server:Listen has '{text}', which is not an address; it looks like https://0.0.0.0:7443.");
        }

        var https = uri.Scheme == "https";
        var addresses = Resolve(uri, text);
        if (!https && !addresses.All(IPAddress.IsLoopback))
        {
            throw new ServerSetupException($"Server:Listen has '{text}': plain http is for loopback only, since keys would cross the network readable. Use https, or http://127.0.0.1:{uri.Port}.");
        }

        return addresses.Select(address => new ListenAddress(address, uri.Port, https));
    }

    private static IPAddress[] Resolve(Uri uri, string text)
    {
        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return [IPAddress.Parse(uri.Host)];
        }

        // Port 0 must be one port, so it is taken on IPv4 alone.
        if (uri.IsLoopback)
        {
            return uri.Port == 0 || !Socket.OSSupportsIPv6 ? [IPAddress.Loopback] : [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }

        throw new ServerSetupException($"Server:Listen has '{text}': give an IP address of this machine, 'localhost' or '*'.");
    }
}
