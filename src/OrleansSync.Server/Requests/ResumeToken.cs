using System.Buffers.Text;
using System.Security.Cryptography;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Requests;

/// <summary>
/// What a watcher has seen last of a thing, so that a watch that broke goes on with what changed since. Opaque to callers: base64url of a format byte, the
/// thing's id and 8 bytes of the hash of what was seen.
/// </summary>
internal static class ResumeToken
{
    private const byte Format = 1;
    private const int IdBytes = 16;
    private const int HashBytes = 8;
    private const int TotalBytes = 1 + IdBytes + HashBytes;

    /// <summary>The token of what was seen.</summary>
    public static string Write(Guid id, ReadOnlySpan<byte> seen)
    {
        Span<byte> token = stackalloc byte[TotalBytes];
        token[0] = Format;
        id.TryWriteBytes(token[1..], bigEndian: true, out _);
        SHA256.HashData(seen).AsSpan(0, HashBytes).CopyTo(token[(1 + IdBytes)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Refuses a token that is none, or is of another thing; an empty one is of nothing seen.</summary>
    public static void Check(string token, Guid id)
    {
        if (token.Length == 0)
        {
            return;
        }

        Span<byte> bytes = stackalloc byte[TotalBytes];
        if (!Base64Url.IsValid(token, out var length) || length != TotalBytes || !Base64Url.TryDecodeFromChars(token, bytes, out _) || bytes[0] != Format)
        {
            throw SyncException.Invalid("resume_token", "is not a resume token; take the one of the last message.");
        }

        if (new Guid(bytes.Slice(1, IdBytes), bigEndian: true) != id)
        {
            throw SyncException.Invalid("resume_token", "is of another run; watch without a token to begin anew.");
        }
    }
}
