namespace OrleansSync.Helix.RuntimeConfigs;

/// <summary>A property that nodes can be found by.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="IsUnique">No two nodes have the same value.</param>
[GenerateSerializer, Immutable, Alias("Helix.SecondaryIndex")]
public sealed record SecondaryIndex([property: Id(0)] string Name, [property: Id(1)] bool IsUnique);
