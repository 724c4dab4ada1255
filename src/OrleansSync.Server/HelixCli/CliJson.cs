using System.Text.Json.Serialization;

namespace OrleansSync.Server.HelixCli;

/// <summary>Reads and writes the CLI's JSON without reflection: snake case, unknown fields ignored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified, NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(CliError))]
[JsonSerializable(typeof(CliWorkspace[]))]
[JsonSerializable(typeof(CliBilling))]
[JsonSerializable(typeof(CliNamed[]))]
[JsonSerializable(typeof(CliProject))]
[JsonSerializable(typeof(CliWorkspaceClusters))]
[JsonSerializable(typeof(CliProjectClusters))]
[JsonSerializable(typeof(CliClusterProject))]
[JsonSerializable(typeof(CliClusterId))]
[JsonSerializable(typeof(CliSync))]
[JsonSerializable(typeof(CliEnterpriseSync))]
[JsonSerializable(typeof(CliKey))]
[JsonSerializable(typeof(CliMember[]))]
[JsonSerializable(typeof(CliLogs))]
[JsonSerializable(typeof(CliUploaded))]
[JsonSerializable(typeof(CliDeploymentState))]
[JsonSerializable(typeof(CliCreateProject))]
[JsonSerializable(typeof(CliCreateCluster))]
[JsonSerializable(typeof(CliCreateEnterprise))]
[JsonSerializable(typeof(CliDeploy))]
[JsonSerializable(typeof(CliEnterpriseDeploy))]
internal sealed partial class CliJson : JsonSerializerContext;
