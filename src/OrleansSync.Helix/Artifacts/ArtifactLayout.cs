using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Helix.Artifacts;

/// <summary>
/// Where things are: <c>WORKSPACE/PROJECT/CLUSTER/DEPLOYMENT/NAME</c>. Each deployment writes keys of its own, and the cluster's row names the
/// deployment whose source is current, so there is never a mix of two.
/// </summary>
public static class ArtifactLayout
{
    /// <summary>The source: one value, so that it is written whole or not at all.</summary>
    public const string Source = "source.json.gz";

    /// <summary>What a build needs beside the source; removed when the deployment has ended, because it holds env_vars.</summary>
    public const string Input = "input.json.gz";

    /// <summary>All keys of a cluster begin so.</summary>
    public static string PrefixOf(WorkspaceId workspace, ProjectId project, ClusterId cluster) => $"{workspace}/{project}/{cluster}/";

    /// <summary>A key of a deployment.</summary>
    public static string KeyOf(string clusterPrefix, DeploymentId deployment, string name) => $"{clusterPrefix}{deployment}/{name}";
}
