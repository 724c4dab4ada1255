using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansSync.Helix.Keys;

/// <summary>
/// A key as it is presented: <c>hlxk_</c>, the id as 32 hexadecimal digits, <c>_</c>, 32 bytes in base64url. The secret has
/// 256 random bits, so a plain SHA-256 of it cannot be searched.
/// </summary>
public sealed class HelixKey
{
    private const string Prefix = "hlxk_";
    private const int IdLength = 32;

    /// <summary>How many random bytes the secret has.</summary>
    public const int SecretBytes = 32;

    private readonly byte[] secret;

    /// <summary>Makes a key of a secret that the caller drew.</summary>
    public HelixKey(Guid id, byte[] secret) => (Id, this.secret) = (id, secret);

    /// <summary>The id of the key.</summary>
    public Guid Id { get; }

    /// <summary>Reads what a caller presents; null when it has not the form of a key.</summary>
    public static HelixKey? Parse(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.Length <= Prefix.Length + IdLength
            || text[Prefix.Length + IdLength] != '_'
            || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id))
        {
            return null;
        }

        var encoded = text.AsSpan(Prefix.Length + IdLength + 1);
        var secret = new byte[SecretBytes];
        return Base64Url.IsValid(encoded, out var length) && length == SecretBytes && Base64Url.TryDecodeFromChars(encoded, secret, out _)
            ? new HelixKey(id, secret)
            : null;
    }

    /// <summary>True when the stored hash is this secret's; takes the same time whatever differs.</summary>
    public bool Matches(ReadOnlySpan<byte> storedHash) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), storedHash);

    /// <summary>What is stored of it.</summary>
    public KeyRecord ToRecord(KeyOwner owner, Guid ownerId, DateTimeOffset now) => new(Id, owner, ownerId, [.. SHA256.HashData(secret)], now, RevokedAt: null);

    /// <summary>The key in full. It is a secret.</summary>
    public string Reveal() => $"{Prefix}{Id:N}_{Base64Url.EncodeToString(secret)}";

    /// <summary>The key without its secret, so that it cannot reach a log by accident.</summary>
    public override string ToString() => $"{Prefix}{Id:N}_...";
}
