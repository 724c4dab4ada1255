namespace OrleansSync.Bench.Standins.Grains;

/// <summary>Rows in a list that could change, so that they are copied.</summary>
[GenerateSerializer, Alias("bench.copied")]
public sealed record CopiedBatch([property: Id(0)] IReadOnlyList<BatchRow> Rows);
