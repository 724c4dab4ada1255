using System.Security.Cryptography;
using System.Text;

namespace OrleansSync.Engine.Secrets;

/// <summary>
/// A secret in the clear, for the moment of its use. It has no property, so that neither a log, a serializer nor an error shows it;
/// it never crosses a grain boundary.
/// </summary>
public sealed class SecretValue : IEquatable<SecretValue>
{
    private readonly string text;

    /// <summary>Wraps a text.</summary>
    public SecretValue(string text) => this.text = text;

    /// <summary>Its length in bytes of UTF-8.</summary>
    public int GetSize() => Encoding.UTF8.GetByteCount(text);

    /// <summary>The secret itself; for handing it to whoever asks for it, and for nothing else.</summary>
    public string Reveal() => text;

    /// <summary>True when both hold the same secret; compared in a time that does not tell where they differ.</summary>
    public bool Equals(SecretValue? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(other.text));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretValue);

    /// <summary>The same for every secret: even a hash would tell something.</summary>
    public override int GetHashCode() => 0;

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
