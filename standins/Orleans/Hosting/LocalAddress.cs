using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orleans.Hosting;

/// <summary>Finds the address under which other machines know this one.</summary>
internal static class LocalAddress
{
    public static IPAddress Find(AddressFamily family)
    {
        var candidates =
            from network in NetworkInterface.GetAllNetworkInterfaces()
            where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
            from address in network.GetIPProperties().UnicastAddresses
            where address.Address.AddressFamily == family && !IPAddress.IsLoopback(address.Address)
            orderby address.Address.ToString()
            select address.Address;
        return candidates.FirstOrDefault() ?? (family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback);
    }
}
