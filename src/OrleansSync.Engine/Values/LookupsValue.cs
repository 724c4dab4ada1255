using System.Collections.Immutable;

namespace OrleansSync.Engine.Values;

/// <summary>A set of items of another list, by their item ids. Texts are never compared: they change when the target is renamed.</summary>
[GenerateSerializer, Immutable, Alias("LookupsValue")]
public sealed record LookupsValue : Value
{
    /// <summary>The set of these ids.</summary>
    public LookupsValue(IEnumerable<int> ids) => Ids = Sets.Of(ids, Comparer<int>.Default.Compare);

    /// <summary>A set of one.</summary>
    public LookupsValue(int id) => Ids = [id];

    /// <summary>The ids, sorted, each once.</summary>
    [Id(0)]
    public ImmutableArray<int> Ids { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Lookups;

    /// <summary>True when both hold the same ids.</summary>
    public bool Equals(LookupsValue? other) => other is not null && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Sets.HashOf(Ids);

    private protected override int CompareSameKind(Value other) => Sets.Compare(Ids, ((LookupsValue)other).Ids, Comparer<int>.Default.Compare);
}
