using System.Collections.Immutable;

namespace OrleansSync.Engine.Values;

/// <summary>A set of people, by their ids in the user list of the site. An address is resolved to such an id per site before it becomes a value, so a renamed account is no edit.</summary>
[GenerateSerializer, Immutable, Alias("PersonsValue")]
public sealed record PersonsValue : Value
{
    /// <summary>The set of these ids.</summary>
    public PersonsValue(IEnumerable<int> ids) => Ids = Sets.Of(ids, Comparer<int>.Default.Compare);

    /// <summary>A set of one.</summary>
    public PersonsValue(int id) => Ids = [id];

    /// <summary>The ids, sorted, each once.</summary>
    [Id(0)]
    public ImmutableArray<int> Ids { get; private init; }

    /// <inheritdoc/>
    public override ValueKind Kind => ValueKind.Persons;

    /// <summary>True when both hold the same ids.</summary>
    public bool Equals(PersonsValue? other) => other is not null && Ids.AsSpan().SequenceEqual(other.Ids.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Sets.HashOf(Ids);

    private protected override int CompareSameKind(Value other) => Sets.Compare(Ids, ((PersonsValue)other).Ids, Comparer<int>.Default.Compare);
}
