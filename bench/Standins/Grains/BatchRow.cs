namespace OrleansSync.Bench.Standins.Grains;

/// <summary>A row.</summary>
[GenerateSerializer, Immutable, Alias("bench.row")]
public sealed record BatchRow([property: Id(0)] string Key, [property: Id(1)] string Name, [property: Id(2)] decimal Amount);
