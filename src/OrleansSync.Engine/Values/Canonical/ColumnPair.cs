using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>A column of a table and one of a list that are kept equal, and the kind of value in which they are compared.</summary>
/// <param name="Type">The type of the table's column.</param>
/// <param name="Column">The list's column.</param>
/// <param name="Kind">The kind that <see cref="Mapping.MappingCheck"/> gave for the two.</param>
[GenerateSerializer, Immutable, Alias("ColumnPair")]
public sealed record ColumnPair([property: Id(0)] PostgresType Type, [property: Id(1)] ListColumn Column, [property: Id(2)] ValueKind Kind);
