using System.Security.Cryptography;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>UUIDs of version 4.</summary>
internal sealed class RandomRequestIds : IRequestIds
{
    private const int Size = 16;

    /// <inheritdoc/>
    public string Next()
    {
        var bytes = RandomNumberGenerator.GetBytes(Size);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
