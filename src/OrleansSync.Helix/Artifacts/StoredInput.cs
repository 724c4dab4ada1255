using System.Collections.Immutable;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.RuntimeConfigs;

namespace OrleansSync.Helix.Artifacts;

/// <summary>A build's input as it is stored.</summary>
internal sealed record StoredInput(
    StoredSource Source,
    Dictionary<string, string> EnvVars,
    string InstanceName,
    BuildMode BuildModeOverride,
    string? QueriesJson,
    BuildMode BuildMode = BuildMode.Unspecified,
    RuntimeConfig? RuntimeConfig = null)
{
    public static StoredInput Of(DeployInput input) => new(
        StoredSource.Of(input.Source),
        new Dictionary<string, string>(input.EnvVars),
        input.InstanceName,
        input.BuildModeOverride,
        input.QueriesJson,
        input.BuildMode,
        input.RuntimeConfig);

    public DeployInput ToInput() =>
        new(Source.ToSource(), EnvVars.ToImmutableSortedDictionary(StringComparer.Ordinal), InstanceName, BuildModeOverride, QueriesJson, BuildMode, RuntimeConfig);
}
