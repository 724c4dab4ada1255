using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansSync.SharePoint.Webhooks;

/// <summary>
/// The secret that comes back with each notification of a subscription: 64 characters, the list's GUID and a seal over it that nobody can make without
/// the server's key. So none has to be stored, and a notification of a subscription's life, which names no list, is known too.
/// </summary>
public static class ClientState
{
    /// <summary>The smallest key, in bytes.</summary>
    public const int KeySizeMin = 32;

    private const int GuidSize = 16;
    private const int Size = GuidSize + HMACSHA256.HashSizeInBytes;
    private const int Length = Size / 3 * 4;

    /// <summary>The client state of a list.</summary>
    /// <param name="key">The server's key: 32 bytes or more.</param>
    /// <param name="list">The list's GUID.</param>
    public static string Of(ReadOnlySpan<byte> key, Guid list)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, KeySizeMin, nameof(key));
        Span<byte> state = stackalloc byte[Size];
        list.TryWriteBytes(state, bigEndian: true, out _);
        HMACSHA256.HashData(key, state[..GuidSize], state[GuidSize..]);
        return Base64Url.EncodeToString(state);
    }

    /// <summary>The list of a notification's client state; null when the seal is not ours. Takes as long for a wrong seal as for a right one.</summary>
    /// <param name="key">The server's key: 32 bytes or more.</param>
    /// <param name="given">What the notification carries.</param>
    public static Guid? Find(ReadOnlySpan<byte> key, string? given)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, KeySizeMin, nameof(key));
        Span<byte> state = stackalloc byte[Size];
        if (given?.Length != Length || !Base64Url.IsValid(given) || Base64Url.DecodeFromChars(given, state) != Size)
        {
            return null;
        }

        Span<byte> seal = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, state[..GuidSize], seal);
        return CryptographicOperations.FixedTimeEquals(seal, state[GuidSize..]) ? new Guid(state[..GuidSize], bigEndian: true) : null;
    }
}
