using System.Collections.Immutable;

namespace OrleansSync.Engine.Routing;

/// <summary>Which list a row belongs in: the first rule that matches, else the default. Not yet checked; see <see cref="Router"/>.</summary>
/// <param name="Rules">The rules, in their order.</param>
/// <param name="Default">The list of rows that no rule matches; null when they belong in none.</param>
[GenerateSerializer, Immutable, Alias("RoutingPlan")]
public sealed record RoutingPlan([property: Id(0)] ImmutableArray<RoutingRule> Rules, [property: Id(1)] int? Default)
{
    /// <summary>All rows belong in one list.</summary>
    public static RoutingPlan OneList { get; } = new([], 0);

    /// <summary>True when both have the same rules in the same order.</summary>
    public bool Equals(RoutingPlan? other) => other is not null && Default == other.Default && Rules.AsSpan().SequenceEqual(other.Rules.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Default, Rules.Length);
}
