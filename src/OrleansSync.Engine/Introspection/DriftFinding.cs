namespace OrleansSync.Engine.Introspection;

/// <summary>One change between two snapshots.</summary>
/// <param name="Kind">What has changed.</param>
/// <param name="Relation">Of which relation, by its name before (of a new one, its name now).</param>
/// <param name="Part">Which column, constraint, index or trigger, by its name before; empty for the relation itself.</param>
/// <param name="Before">How it was; empty when it was not there.</param>
/// <param name="After">How it is; empty when it is not there any more.</param>
[GenerateSerializer, Immutable, Alias("DriftFinding")]
public sealed record DriftFinding(
    [property: Id(0)] DriftKind Kind,
    [property: Id(1)] RelationName Relation,
    [property: Id(2)] string Part = "",
    [property: Id(3)] string Before = "",
    [property: Id(4)] string After = "");
