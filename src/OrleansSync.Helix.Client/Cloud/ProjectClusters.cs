using System.Collections.Immutable;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A project with its clusters.</summary>
/// <param name="Project">The project.</param>
/// <param name="Clusters">All of it, oldest first.</param>
public sealed record ProjectClusters(NamedProject Project, ImmutableArray<NamedCluster> Clusters);
