using System.Collections.Immutable;

namespace OrleansSync.Engine.Values;

/// <summary>A set of texts: kept sorted by code point and without duplicates, since their order means nothing.</summary>
[GenerateSerializer, Immutable, Alias("ChoicesValue")]
public sealed record ChoicesValue : Value
{
    /// <summary>The set of these texts.</summary>
    public ChoicesValue(IEnumerable<string> choices) => Choices = Sets.Of(choices, CodePoints.Compare);

    /// <summary>The texts, sorted.</summary>
    [Id(0)]
    public ImmutableArray<string> Choices { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Choices;

    /// <summary>True when both hold the same texts.</summary>
    public bool Equals(ChoicesValue? other) => other is not null && Choices.AsSpan().SequenceEqual(other.Choices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Sets.HashOf(Choices);

    private protected override int CompareSameKind(Value other) => Sets.Compare(Choices, ((ChoicesValue)other).Choices, CodePoints.Compare);
}
