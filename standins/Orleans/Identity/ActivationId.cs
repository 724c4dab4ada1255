namespace Orleans.Runtime;

/// <summary>Names one life of a grain in memory.</summary>
[GenerateSerializer, Immutable]
public readonly struct ActivationId : IEquatable<ActivationId>, IFormattable
{
    private readonly Guid key;

    /// <summary>Takes the key as it is.</summary>
    public ActivationId(Guid key) => this.key = key;

    /// <summary>Whether there is no key.</summary>
    public bool IsDefault => key == Guid.Empty;

    /// <summary>Makes a new one.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <summary>The text of this id.</summary>
    public string ToParsableString() => ToString();

    /// <inheritdoc />
    public bool Equals(ActivationId other) => key == other.key;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => key.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"@{key:N}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both name the same activation.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Whether they name different activations.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
