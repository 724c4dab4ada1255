using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.Sources;

/// <summary>What a cluster runs.</summary>
/// <param name="Deployment">The deployment that made it; a source never changes under its id.</param>
/// <param name="Source">The files and the project file.</param>
[GenerateSerializer, Immutable, Alias("Helix.ClusterSource")]
public sealed record ClusterSource([property: Id(0)] DeploymentId Deployment, [property: Id(1)] SourceSet Source);
