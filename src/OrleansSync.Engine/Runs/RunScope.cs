using System.Collections.Immutable;
using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Runs;

/// <summary>What one run does otherwise than its definition says.</summary>
/// <param name="List">The list that every row goes to, whatever the routing says; null for the routing's.</param>
/// <param name="Fields">The fields of a backfill: these alone are written, to every pair, whatever its hash; none for an ordinary run.</param>
/// <param name="MatchesItems">True when items that are nobody's are matched with rows without a pair, as before the first push.</param>
[GenerateSerializer, Immutable, Alias("RunScope")]
public sealed record RunScope([property: Id(0)] ListId? List, [property: Id(1)] ImmutableArray<string> Fields, [property: Id(2)] bool MatchesItems = false)
{
    /// <summary>As the definition says.</summary>
    public static readonly RunScope Whole = new(null, []);

    /// <summary>True when only chosen fields are written.</summary>
    public bool IsBackfill => !Fields.IsEmpty;

    /// <summary>True when everything is equal.</summary>
    public bool Equals(RunScope? other) => other is not null && List == other.List && MatchesItems == other.MatchesItems && Fields.SequenceEqual(other.Fields, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(List, MatchesItems, Fields.Length);
}
