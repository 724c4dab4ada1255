using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Builders;

/// <summary>What is to be built.</summary>
/// <param name="Id">The deployment; a builder knows its builds by it.</param>
/// <param name="Kind">For which kind of cluster.</param>
/// <param name="Mode">Dev or release.</param>
/// <param name="Input">The source and what belongs to it.</param>
public sealed record BuildJob(DeploymentId Id, ClusterKind Kind, BuildMode Mode, DeployInput Input);
