using System.Collections.Immutable;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Artifacts;

/// <summary>A build's input as it is stored.</summary>
internal sealed record StoredInput(StoredSource Source, Dictionary<string, string> EnvVars, string InstanceName, BuildMode BuildModeOverride, string? QueriesJson)
{
    public static StoredInput Of(DeployInput input) =>
        new(StoredSource.Of(input.Source), new Dictionary<string, string>(input.EnvVars), input.InstanceName, input.BuildModeOverride, input.QueriesJson);

    public DeployInput ToInput() => new(Source.ToSource(), EnvVars.ToImmutableSortedDictionary(StringComparer.Ordinal), InstanceName, BuildModeOverride, QueriesJson);
}
