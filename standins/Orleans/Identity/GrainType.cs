namespace Orleans.Runtime;

/// <summary>Names the kind of a grain: the first half of its id.</summary>
[GenerateSerializer, Immutable]
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, IFormattable
{
    private readonly IdSpan value;

    /// <summary>Takes the id as it is.</summary>
    public GrainType(IdSpan id) => value = id;

    /// <summary>Takes the bytes as they are.</summary>
    public GrainType(byte[] value) => this.value = new IdSpan(value);

    /// <summary>Whether there is no name.</summary>
    public bool IsDefault => value.IsDefault;

    /// <summary>The name.</summary>
    public IdSpan Value => value;

    /// <summary>Makes one from text.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    /// <summary>The bytes of the name.</summary>
    public ReadOnlySpan<byte> AsSpan() => value.AsSpan();

    /// <summary>The stable hash.</summary>
    public uint GetUniformHashCode() => value.GetUniformHashCode();

    /// <inheritdoc />
    public int CompareTo(GrainType other) => value.CompareTo(other.value);

    /// <inheritdoc />
    public bool Equals(GrainType obj) => value.Equals(obj.value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => value.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both name the same kind.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether they name different kinds.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
