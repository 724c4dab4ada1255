using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansSync.Engine.Values.Postgres;

/// <summary>Network addresses: the text form is PostgreSQL's, with the prefix length left out of a whole inet address.</summary>
internal static class PostgresAddresses
{
    private const byte FamilyV4 = 2;
    private const byte FamilyV6 = 3;
    private static readonly SearchValues<byte> Characters = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static bool TryParse(ReadOnlySpan<byte> text, out IPAddress address, out int bits)
    {
        var slash = text.IndexOf((byte)'/');
        var host = slash < 0 ? text : text[..slash];
        (address, bits) = (IPAddress.None, 0);
        // The platform's parser takes more than PostgreSQL does: zones, brackets, octal and short forms.
        if (host.IndexOfAnyExcept(Characters) >= 0 || !TryHost(host, out address))
        {
            return false;
        }

        bits = BitsOf(address);
        return slash < 0
            || (int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given <= bits && (bits = given) >= 0);
    }

    public static string Form(IPAddress address, int bits, bool cidr) =>
        cidr || bits != BitsOf(address) ? string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}") : address.ToString();

    public static bool TryRead(ReadOnlySpan<byte> bytes, out IPAddress address, out int bits)
    {
        (address, bits) = (IPAddress.None, 0);
        if (bytes.Length < 4 || bytes.Length != 4 + bytes[3] || (bytes[0], bytes[3]) is not ((FamilyV4, 4) or (FamilyV6, 16)) || bytes[1] > bytes[3] * 8)
        {
            return false;
        }

        (address, bits) = (new IPAddress(bytes[4..]), bytes[1]);
        return true;
    }

    public static byte[] Write(IPAddress address, int bits, bool cidr)
    {
        var host = address.GetAddressBytes();
        return [host.Length == 4 ? FamilyV4 : FamilyV6, (byte)bits, cidr ? (byte)1 : (byte)0, (byte)host.Length, .. host];
    }

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static bool TryHost(ReadOnlySpan<byte> host, out IPAddress address)
    {
        if (host.Contains((byte)':'))
        {
            var found = IPAddress.TryParse(Encoding.ASCII.GetString(host), out var parsed) && parsed.AddressFamily == AddressFamily.InterNetworkV6;
            address = parsed ?? IPAddress.None;
            return found;
        }

        Span<byte> parts = stackalloc byte[4];
        var scanner = new AsciiScanner(host);
        address = IPAddress.None;
        for (var index = 0; index < parts.Length; index++)
        {
            if ((index > 0 && !scanner.Skip((byte)'.')) || !scanner.TryDigits(1, 3, out var part) || part > 255)
            {
                return false;
            }

            parts[index] = (byte)part;
        }

        address = new IPAddress(parts);
        return scanner.AtEnd;
    }
}
