using System.Collections.Immutable;

namespace OrleansSync.Engine.Values.Mapping;

/// <summary>Whether a column of a table and one of a list may be mapped to each other.</summary>
[GenerateSerializer, Immutable, Alias("MappingVerdict")]
public abstract record MappingVerdict
{
    private MappingVerdict()
    {
    }

    /// <summary>Every value of the table comes back from the list as it was.</summary>
    /// <param name="Kind">The kind of value in which the two are compared.</param>
    [GenerateSerializer, Immutable, Alias("MappingVerdict.Lossless")]
    public sealed record Lossless([property: Id(0)] ValueKind Kind) : MappingVerdict;

    /// <summary>Values are changed in the ways that are named, and in no other.</summary>
    /// <param name="Kind">The kind of value in which the two are compared.</param>
    /// <param name="Rules">What is done to values.</param>
    [GenerateSerializer, Immutable, Alias("MappingVerdict.Normalised")]
    public sealed record Normalised([property: Id(0)] ValueKind Kind, [property: Id(1)] ImmutableArray<Normalisation> Rules) : MappingVerdict;

    /// <summary>The pair cannot be saved.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    /// <param name="WayOut">What to do instead, as a sentence.</param>
    [GenerateSerializer, Immutable, Alias("MappingVerdict.Refused")]
    public sealed record Refused([property: Id(0)] string Reason, [property: Id(1)] string WayOut) : MappingVerdict;

    /// <summary>The kind of value, or null when the pair is refused.</summary>
    public ValueKind? KindOrNull => this switch
    {
        Lossless lossless => lossless.Kind,
        Normalised normalised => normalised.Kind,
        _ => null,
    };
}
