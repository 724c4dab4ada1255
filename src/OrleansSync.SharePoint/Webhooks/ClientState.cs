using System.Security.Cryptography;
using System.Text;

namespace OrleansSync.SharePoint.Webhooks;

/// <summary>
/// The secret that comes back with each notification of a subscription: 43 characters that nobody can guess, made from a key of the server and the
/// subscription's list, so that none has to be stored.
/// </summary>
internal static class ClientState
{
    /// <summary>The client state of a list.</summary>
    /// <param name="key">The server's key: 32 bytes or more.</param>
    /// <param name="list">The list.</param>
    public static string Of(ReadOnlySpan<byte> key, Guid list)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, 32, nameof(key));
        return System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(key, list.ToByteArray()));
    }

    /// <summary>True when a notification carries the right one; takes as long for a wrong one.</summary>
    public static bool IsRight(ReadOnlySpan<byte> key, Guid list, string? given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(key, list)), Encoding.UTF8.GetBytes(given ?? ""));
}
