using System.Collections.Immutable;

namespace OrleansSync.Helix.Projects;

/// <summary>A cluster of Helix Cloud, or of another provider: <c>[cloud.NAME.PROVIDER]</c>.</summary>
/// <param name="Name">The instance's name.</param>
/// <param name="Provider">The provider's key as it is written: <c>helix</c> (<c>Helix</c> in old files), <c>fly</c>, <c>ecr</c> or another.</param>
/// <param name="ClusterId">Only Helix Cloud's; may be empty or <see cref="PlaceholderId"/> before the first deploy.</param>
/// <param name="Region">Null when the file names none.</param>
/// <param name="BuildMode">How it is built.</param>
/// <param name="EnvVars">Given to the cluster with each deploy.</param>
public sealed record CloudInstance(string Name, string Provider, string ClusterId, string? Region, BuildMode BuildMode, ImmutableSortedDictionary<string, string> EnvVars)
{
    /// <summary>What stands for a cluster that is not there yet.</summary>
    public const string PlaceholderId = "YOUR_CLUSTER_ID";

    /// <summary>True for Helix Cloud, whichever way its key is spelled; everybody else's entries are left alone.</summary>
    public bool IsHelix => Provider.Equals("helix", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when it names a cluster.</summary>
    public bool HasCluster => ClusterId is not ("" or PlaceholderId);
}
