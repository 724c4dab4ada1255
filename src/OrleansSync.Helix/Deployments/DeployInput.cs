using System.Collections.Immutable;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>What is to be deployed, checked and normalised.</summary>
/// <param name="Source">The files and the project file.</param>
/// <param name="EnvVars">Given to the cluster; they may be secrets.</param>
/// <param name="InstanceName">What the project file calls the cluster; may be empty.</param>
/// <param name="BuildModeOverride">For this deploy only; <see cref="BuildMode.Unspecified"/> takes the next one.</param>
/// <param name="QueriesJson">An enterprise cluster's compiled queries; null for a standard cluster.</param>
/// <param name="BuildMode">What the caller's project file says; <see cref="BuildMode.Unspecified"/> takes the cluster's.</param>
/// <param name="RuntimeConfig">What the database is run with; null leaves all to the runtime.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeployInput")]
public sealed record DeployInput(
    [property: Id(0)] SourceSet Source,
    [property: Id(1)] ImmutableSortedDictionary<string, string> EnvVars,
    [property: Id(2)] string InstanceName,
    [property: Id(3)] BuildMode BuildModeOverride,
    [property: Id(4)] string? QueriesJson,
    [property: Id(5)] BuildMode BuildMode = BuildMode.Unspecified,
    [property: Id(6)] RuntimeConfig? RuntimeConfig = null)
{
    /// <summary>How a cluster is built by this deploy.</summary>
    public BuildMode ModeFor(Cluster cluster) => (BuildModeOverride, BuildMode) switch
    {
        (BuildMode.Unspecified, BuildMode.Unspecified) => cluster.BuildMode,
        (BuildMode.Unspecified, var mode) => mode,
        (var mode, _) => mode,
    };

    /// <summary>What the caller should know about the build mode; null when there is nothing.</summary>
    public string? NoteFor(Cluster cluster) => BuildModeOverride is not BuildMode.Unspecified || BuildMode is BuildMode.Unspecified || BuildMode == cluster.BuildMode
        ? null
        : $"warning: helix.toml has the build mode {ProjectFileEdit.NameOf(BuildMode)}, the cluster {ProjectFileEdit.NameOf(cluster.BuildMode)}. "
            + $"This deploy is built as {ProjectFileEdit.NameOf(BuildMode)}; the cluster keeps its own, and the next sync writes that into helix.toml.";
}
