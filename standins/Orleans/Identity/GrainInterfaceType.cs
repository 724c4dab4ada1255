namespace Orleans.Runtime;

/// <summary>Names a grain interface.</summary>
[GenerateSerializer, Immutable]
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>, IFormattable
{
    private readonly IdSpan value;

    /// <summary>Makes one from text.</summary>
    public GrainInterfaceType(string value) => this.value = IdSpan.Create(value);

    /// <summary>Takes the id as it is.</summary>
    public GrainInterfaceType(IdSpan value) => this.value = value;

    /// <summary>Whether there is no name.</summary>
    public bool IsDefault => value.IsDefault;

    /// <summary>The name.</summary>
    public IdSpan Value => value;

    /// <summary>Makes one from text.</summary>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc />
    public bool Equals(GrainInterfaceType other) => value.Equals(other.value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => value.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => value.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both name the same interface.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Whether they name different interfaces.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
