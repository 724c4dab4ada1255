namespace Orleans.Runtime;

/// <summary>Names a grain and an interface of it; calls go through the interface.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, IFormattable
{
    internal GrainReference(Silo silo, GrainId grainId, Type? interfaceType)
    {
        Silo = silo;
        GrainId = grainId;
        Interface = interfaceType;
    }

    /// <summary>The grain.</summary>
    public GrainId GrainId { get; }

    /// <summary>The interface.</summary>
    public GrainInterfaceType InterfaceType => Interface is null ? default : GrainTypes.NameOf(Interface);

    /// <summary>The interface's name.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    internal Silo Silo { get; }

    internal Type? Interface { get; }

    /// <summary>A reference of another interface to the same grain.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable => (TGrainInterface)Cast(typeof(TGrainInterface));

    /// <summary>The stable hash of the grain's id.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference ?? (obj as GrainProxy)?.Reference);

    /// <inheritdoc />
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <inheritdoc />
    public sealed override string ToString() => $"GrainReference:{GrainId}{(Interface is null ? "" : $":{InterfaceName}")}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both name the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => Equals(reference1, reference2);

    /// <summary>Whether they name different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !Equals(reference1, reference2);

    internal object Cast(Type interfaceType) => GrainProxy.Create(new GrainReference(Silo, GrainId, interfaceType));
}
