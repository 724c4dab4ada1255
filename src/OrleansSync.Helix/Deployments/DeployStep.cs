using System.Collections.Immutable;

namespace OrleansSync.Helix.Deployments;

/// <summary>What one fact makes of a deployment.</summary>
/// <param name="Deployment">The deployment after it; the same one when nothing is to be stored.</param>
/// <param name="Events">What its watchers learn; stored with it.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeployStep")]
public sealed record DeployStep([property: Id(0)] Deployment Deployment, [property: Id(1)] ImmutableArray<DeployEvent> Events);
