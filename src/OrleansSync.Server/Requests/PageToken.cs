using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Requests;

/// <summary>
/// Where a list call goes on: the last id of the page before, bound to the call and its filter so that a token is not
/// mixed with another query. Opaque to callers: base64url of a format byte, the id and 8 bytes of the query's hash.
/// </summary>
internal static class PageToken
{
    private const byte Format = 1;
    private const int IdBytes = 16;
    private const int HashBytes = 8;
    private const int TotalBytes = 1 + IdBytes + HashBytes;

    /// <summary>The token after a page that ended with <paramref name="last"/>.</summary>
    public static string Write(Guid last, string query)
    {
        Span<byte> token = stackalloc byte[TotalBytes];
        token[0] = Format;
        last.TryWriteBytes(token[1..], bigEndian: true, out _);
        Hash(query).CopyTo(token[(1 + IdBytes)..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The id to go on after; null for an empty token, which asks for the first page.</summary>
    public static Guid? Read(string token, string query)
    {
        if (token.Length == 0)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[TotalBytes];
        if (!Base64Url.IsValid(token, out var length) || length != TotalBytes || !Base64Url.TryDecodeFromChars(token, bytes, out _) || bytes[0] != Format)
        {
            throw SyncException.Invalid("page_token", "is not a page token; take next_page_token of the page before.");
        }

        return bytes[(1 + IdBytes)..].SequenceEqual(Hash(query))
            ? new Guid(bytes.Slice(1, IdBytes), bigEndian: true)
            : throw SyncException.Invalid("page_token", "belongs to another list call; keep the filter as it was, or begin without a token.");
    }

    private static ReadOnlySpan<byte> Hash(string query) => SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(0, HashBytes);
}
