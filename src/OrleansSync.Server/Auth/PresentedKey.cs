using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OrleansSync.Server.Auth;

/// <summary>
/// A key as a caller presents it: <c>osync_</c>, the id as 32 hexadecimal digits, <c>_</c>, the secret's 32 bytes in
/// base64url. The secret has 256 random bits, so a plain SHA-256 of it cannot be searched.
/// </summary>
internal readonly struct PresentedKey
{
    private const string Prefix = "osync_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;

    private PresentedKey(Guid id, byte[] secret) => (Id, Secret) = (id, secret);

    /// <summary>The id of the key.</summary>
    public Guid Id { get; }

    private byte[] Secret { get; }

    /// <summary>A new key with a random secret.</summary>
    public static PresentedKey Generate(Guid id) => new(id, RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Parses what a caller presents; false when it has not the form of a key.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PresentedKey? key)
    {
        key = null;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)
            || text.Length <= Prefix.Length + IdLength
            || text[Prefix.Length + IdLength] != '_'
            || !Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id))
        {
            return false;
        }

        var encoded = text.AsSpan(Prefix.Length + IdLength + 1);
        var secret = new byte[SecretBytes];
        if (!Base64Url.IsValid(encoded, out var length) || length != SecretBytes || !Base64Url.TryDecodeFromChars(encoded, secret, out _))
        {
            return false;
        }

        key = new PresentedKey(id, secret);
        return true;
    }

    /// <summary>What is stored instead of the secret.</summary>
    public byte[] Hash() => SHA256.HashData(Secret);

    /// <summary>True when the stored hash is this secret's; takes the same time whatever differs.</summary>
    public bool Matches(ReadOnlySpan<byte> storedHash) => CryptographicOperations.FixedTimeEquals(Hash(), storedHash);

    /// <summary>The key in full. It is a secret.</summary>
    public string Reveal() => $"{Prefix}{Id:N}_{Base64Url.EncodeToString(Secret)}";

    /// <summary>The key without its secret, so that it cannot reach a log by accident.</summary>
    public override string ToString() => $"{Prefix}{Id:N}_...";
}
