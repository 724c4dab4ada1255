using System.Text;

namespace Orleans.Runtime;

/// <summary>The bytes of an id together with their stable hash.</summary>
[GenerateSerializer, Immutable]
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>, IFormattable
{
    private readonly byte[]? bytes;
    private readonly int hash;

    /// <summary>Takes the bytes as they are.</summary>
    public IdSpan(byte[] value)
    {
        bytes = value;
        hash = unchecked((int)StableHash.ComputeHash(value));
    }

    /// <summary>Whether there are no bytes.</summary>
    public bool IsDefault => bytes is null or [];

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => bytes;

    /// <summary>Makes one from text.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => bytes;

    /// <summary>The stable hash.</summary>
    public uint GetUniformHashCode() => unchecked((uint)hash);

    /// <inheritdoc />
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <inheritdoc />
    public bool Equals(IdSpan obj) => hash == obj.hash && AsSpan().SequenceEqual(obj.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => hash;

    /// <inheritdoc />
    public override string ToString() => bytes is null ? "" : Encoding.UTF8.GetString(bytes);

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>Whether they hold different bytes.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
