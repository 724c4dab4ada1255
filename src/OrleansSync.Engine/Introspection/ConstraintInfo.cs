using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>A constraint of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it demands.</param>
/// <param name="Columns">Its columns in its own order; of an exclusion, an expression counts as an empty name.</param>
/// <param name="IsDeferrable">True when it may be broken until a transaction ends.</param>
/// <param name="IsValidated">False when rows from before it were not checked.</param>
/// <param name="Definition">As PostgreSQL writes it.</param>
[GenerateSerializer, Immutable, Alias("ConstraintInfo")]
public sealed record ConstraintInfo(
    [property: Id(0)] string Name,
    [property: Id(1)] ConstraintKind Kind,
    [property: Id(2)] ImmutableArray<string> Columns,
    [property: Id(3)] bool IsDeferrable,
    [property: Id(4)] bool IsValidated,
    [property: Id(5)] string Definition)
{
    /// <summary>The table that a foreign key points to; null for other kinds.</summary>
    [Id(6)]
    public RelationName? Target { get; init; }

    /// <summary>The columns that a foreign key points to, in the order of <see cref="Columns"/>.</summary>
    [Id(7)]
    public ImmutableArray<string> TargetColumns { get; init; } = [];
}
