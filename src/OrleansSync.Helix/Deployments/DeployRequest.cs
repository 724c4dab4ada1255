using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.RuntimeConfigs;

namespace OrleansSync.Helix.Deployments;

/// <summary>What a caller sends to be deployed, as it was sent.</summary>
/// <param name="Kind">For which kind of cluster.</param>
/// <param name="Schema">The schema's text; empty when it is among the files.</param>
/// <param name="Files">Paths and contents.</param>
/// <param name="EnvVars">Names and values.</param>
/// <param name="InstanceName">What the project file calls the cluster.</param>
/// <param name="HelixToml">The project file, or null.</param>
/// <param name="BuildModeOverride"><c>dev</c>, <c>release</c>, empty or null.</param>
public sealed record DeployRequest(
    ClusterKind Kind,
    string Schema,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> EnvVars,
    string InstanceName,
    string? HelixToml,
    string? BuildModeOverride)
{
    /// <summary>When the files were changed last, by the same paths; milliseconds since 1970. What is missing counts as changed now.</summary>
    public IReadOnlyDictionary<string, long> LastModifiedMs { get; init; } = new Dictionary<string, long>();

    /// <summary>What the project file says for the instance: <c>dev</c>, <c>release</c>, empty or null.</summary>
    public string? BuildMode { get; init; }

    /// <summary>What the project file says of the database; null when the caller leaves that to the server.</summary>
    public RuntimeConfig? RuntimeConfig { get; init; }

    /// <summary>An enterprise cluster's compiled queries.</summary>
    public string? QueriesJson { get; init; }
}
