using System.Net;
using System.Net.Sockets;

namespace OrleansSync.Testing.Server;

/// <summary>Ports for servers that are started beside others.</summary>
public static class FreePort
{
    /// <summary>A port of loopback that nobody has at the moment.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
