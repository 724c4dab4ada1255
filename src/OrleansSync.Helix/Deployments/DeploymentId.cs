namespace OrleansSync.Helix.Deployments;

/// <summary>The id of a deployment.</summary>
/// <param name="Value">A UUID.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeploymentId")]
public readonly record struct DeploymentId([property: Id(0)] Guid Value)
{
    /// <summary>Lower case with hyphens, as callers see it.</summary>
    public override string ToString() => Value.ToString("D");
}
