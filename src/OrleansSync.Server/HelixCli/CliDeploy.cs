using System.Text.Json;

namespace OrleansSync.Server.HelixCli;

// What the Helix CLI sends; a missing field is null.
internal sealed record CliDeploy(
    string? Schema,
    Dictionary<string, string?>? Queries,
    Dictionary<string, string?>? EnvVars,
    string? InstanceName,
    string? HelixToml,
    string? BuildModeOverride,
    string? BuildMode,
    JsonElement? RuntimeConfig);

internal sealed record CliEnterpriseDeploy(
    string? QueriesJsonB64, long? QueriesJsonSizeBytes, Dictionary<string, string?>? SourceFiles, Dictionary<string, string?>? RsFiles, string? InstanceName, string? HelixToml);

internal sealed record CliCreateProject(string? Name);

internal sealed record CliCreateCluster(string? ClusterName, string? BuildMode, string? Region);

internal sealed record CliCreateEnterprise(
    string? ClusterName,
    string? AvailabilityMode,
    string? GatewayNodeType,
    string? DbNodeType,
    int? MinInstances,
    int? MaxInstances,
    int? MinGatewayCount,
    int? MaxGatewayCount,
    int? MinHyperscaleCount,
    int? MaxHyperscaleCount,
    string? Region);
