using System.Collections.Immutable;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Clusters;

namespace OrleansSync.Helix.Client.Sync;

/// <summary>What is synced with what.</summary>
/// <param name="Root">The folder that is or becomes the project's.</param>
/// <param name="Folder">The project's; null where there is none yet.</param>
/// <param name="Project">In the cloud.</param>
/// <param name="Cluster">In the cloud.</param>
/// <param name="Clusters">All of the project.</param>
internal sealed record SyncTarget(string Root, ProjectFolder? Folder, NamedProject Project, NamedCluster Cluster, ImmutableArray<NamedCluster> Clusters)
{
    /// <summary>Which files are its source.</summary>
    public ClusterKind Kind => Cluster.Enterprise is null ? ClusterKind.Standard : ClusterKind.Enterprise;
}
