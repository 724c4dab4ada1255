namespace OrleansSync.Helix.Clusters;

/// <summary>The id of a cluster.</summary>
/// <param name="Value">A UUID.</param>
[GenerateSerializer, Immutable, Alias("Helix.ClusterId")]
public readonly record struct ClusterId([property: Id(0)] Guid Value)
{
    /// <summary>Lower case with hyphens, as callers see it.</summary>
    public override string ToString() => Value.ToString("D");
}
