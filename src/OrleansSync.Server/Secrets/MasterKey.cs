using System.Security.Cryptography;

namespace OrleansSync.Server.Secrets;

/// <summary>The key that the server is given: it encrypts the key ring, and nothing else.</summary>
internal sealed class MasterKey
{
    /// <summary>Its length in bytes.</summary>
    public const int Size = 32;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly byte[] key;

    private MasterKey(byte[] key)
    {
        this.key = key;
        // Tells keys apart without telling anything of them.
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(key, "OrleansSync master key id"u8)[..8]);
    }

    /// <summary>What may be shown of it.</summary>
    public string Id { get; }

    /// <summary>A new one.</summary>
    public static MasterKey Generate() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The key of a text in base64; null when it is not 32 bytes in base64.</summary>
    public static MasterKey? TryParse(string text)
    {
        var bytes = new byte[Size + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == Size ? new MasterKey(bytes[..Size]) : null;
    }

    /// <summary>The text that <see cref="TryParse"/> reads; for the file that keeps it.</summary>
    public string Reveal() => Convert.ToBase64String(key);

    /// <summary>Encrypts with AES-256-GCM: nonce, tag, text.</summary>
    public byte[] Encrypt(byte[] text)
    {
        var encrypted = new byte[NonceSize + TagSize + text.Length];
        RandomNumberGenerator.Fill(encrypted.AsSpan(0, NonceSize));
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(encrypted.AsSpan(0, NonceSize), text, encrypted.AsSpan(NonceSize + TagSize), encrypted.AsSpan(NonceSize, TagSize));
        return encrypted;
    }

    /// <summary>Decrypts what <see cref="Encrypt"/> gave.</summary>
    /// <exception cref="CryptographicException">It was encrypted with another key, or changed.</exception>
    public byte[] Decrypt(byte[] encrypted)
    {
        if (encrypted.Length < NonceSize + TagSize)
        {
            throw new CryptographicException("The text is too short to be encrypted.");
        }

        var text = new byte[encrypted.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(encrypted.AsSpan(0, NonceSize), encrypted.AsSpan(NonceSize + TagSize), encrypted.AsSpan(NonceSize, TagSize), text);
        return text;
    }
}
