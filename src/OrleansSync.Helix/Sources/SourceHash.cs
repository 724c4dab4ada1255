using System.Security.Cryptography;
using System.Text;

namespace OrleansSync.Helix.Sources;

/// <summary>The fingerprint by which files are compared: SHA-256 of the content's UTF-8, in lower-case hexadecimal.</summary>
public static class SourceHash
{
    /// <summary>The fingerprint of a text.</summary>
    public static string Of(string content) => Of(Encoding.UTF8.GetBytes(content));

    /// <summary>The fingerprint of a file's bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
