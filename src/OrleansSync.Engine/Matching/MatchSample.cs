using System.Collections.Immutable;
using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Matching;

/// <summary>One row of a match, to look at. Equal when everything is.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="RowKey">The row's key columns as PostgreSQL writes them, in the key's order.</param>
/// <param name="Items">The items that match; at most ten.</param>
[GenerateSerializer, Immutable, Alias("MatchSample")]
public sealed record MatchSample([property: Id(0)] MatchOutcome Outcome, [property: Id(1)] ImmutableArray<string> RowKey, [property: Id(2)] ImmutableArray<ItemAddress> Items)
{
    /// <summary>True when everything is equal.</summary>
    public bool Equals(MatchSample? other) => other is not null && Outcome == other.Outcome && RowKey.SequenceEqual(other.RowKey, StringComparer.Ordinal) && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Outcome, RowKey.Length, Items.Length);
}
