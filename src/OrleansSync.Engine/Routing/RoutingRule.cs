namespace OrleansSync.Engine.Routing;

/// <summary>One rule: rows for which the condition is true belong in the list. Holds text; see <see cref="Router"/>.</summary>
/// <param name="When">The condition, in the language of docs/expressions.md.</param>
/// <param name="List">The list, by its place among the definition's lists.</param>
[GenerateSerializer, Immutable, Alias("RoutingRule")]
public sealed record RoutingRule([property: Id(0)] string When, [property: Id(1)] int List);
