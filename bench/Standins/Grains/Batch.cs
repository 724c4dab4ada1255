using System.Collections.Immutable;

namespace OrleansSync.Bench.Standins.Grains;

/// <summary>Rows as the product sends them: immutable, so not copied.</summary>
[GenerateSerializer, Immutable, Alias("bench.batch")]
public sealed record Batch([property: Id(0)] ImmutableArray<BatchRow> Rows);
