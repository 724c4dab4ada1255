using System.Collections.Immutable;

namespace OrleansSync.Bench.Standins.Grains;

/// <summary>An outcome a row.</summary>
[GenerateSerializer, Immutable, Alias("bench.outcome")]
public sealed record BatchOutcome([property: Id(0)] ImmutableArray<int> Outcomes)
{
    public static BatchOutcome Of(IEnumerable<BatchRow> rows) => new([.. rows.Select(row => row.Key.Length)]);
}
