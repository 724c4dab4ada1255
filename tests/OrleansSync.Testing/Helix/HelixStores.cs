using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Keys;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Testing.Helix;

/// <summary>The ports of Helix's metadata over one store.</summary>
public sealed record HelixStores(IUsers Users, IWorkspaces Workspaces, IProjects Projects, IClusters Clusters, IKeys Keys, IDeployments Deployments, IClusterLogs Logs)
{
    /// <summary>Over the twin.</summary>
    public static HelixStores Of(InMemoryHelix twin) => new(twin, twin, twin, twin, twin, twin, twin);
}
