using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>An index of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">btree, gin and so on.</param>
/// <param name="Keys">What it is over: names of columns, and expressions.</param>
/// <param name="Included">Columns that it only carries.</param>
/// <param name="IsUnique">True when it keeps its keys unique.</param>
/// <param name="IsValid">False while it is built, or when building it failed.</param>
/// <param name="HasExpressions">True when one of the keys is an expression.</param>
/// <param name="Predicate">The condition of a partial index; empty for none.</param>
[GenerateSerializer, Immutable, Alias("IndexInfo")]
public sealed record IndexInfo(
    [property: Id(0)] string Name,
    [property: Id(1)] string Method,
    [property: Id(2)] ImmutableArray<string> Keys,
    [property: Id(3)] ImmutableArray<string> Included,
    [property: Id(4)] bool IsUnique,
    [property: Id(5)] bool IsValid,
    [property: Id(6)] bool HasExpressions,
    [property: Id(7)] string Predicate);
