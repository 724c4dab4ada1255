using System.Collections.Immutable;

namespace OrleansSync.Helix.Deployments;

/// <summary>What a watcher has not seen.</summary>
/// <param name="Deployment">As it is now.</param>
/// <param name="Events">After the number that the watcher named; empty when nothing happened while it waited.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeployNews")]
public sealed record DeployNews([property: Id(0)] Deployment Deployment, [property: Id(1)] ImmutableArray<DeployEvent> Events);
