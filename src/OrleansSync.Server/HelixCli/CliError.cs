using System.Text.Json.Serialization;

namespace OrleansSync.Server.HelixCli;

// What the Helix CLI (v2.2.9 and v2.3.5) reads; it ignores fields that it does not know.
internal sealed record CliError(string Error);

internal sealed record CliWorkspace(string Id, string Name, string UrlSlug, string WorkspaceType);

internal sealed record CliBilling(bool HasBilling, string WorkspaceType, string Plan);

internal sealed record CliNamed(string Id, string Name);

internal sealed record CliProject(string Id, string Name, string WorkspaceId, string WorkspaceName, string WorkspaceSlug);

internal sealed record CliWorkspaceClusters(CliWorkspaceStandard[] Standard, CliWorkspaceEnterprise[] Enterprise);

internal sealed record CliWorkspaceStandard(string ClusterId, string ClusterName, string ProjectId, string ProjectName);

internal sealed record CliWorkspaceEnterprise(string ClusterId, string ClusterName, string ProjectId, string ProjectName, string AvailabilityMode);

internal sealed record CliProjectClusters(string ProjectId, string ProjectName, CliStandard[] Standard, CliEnterprise[] Enterprise);

internal sealed record CliStandard(string ClusterId, string ClusterName, string BuildMode, uint MaxMemoryGb, float MaxVcpus, string Region);

internal sealed record CliEnterprise(
    string ClusterId,
    string ClusterName,
    string AvailabilityMode,
    string GatewayNodeType,
    string DbNodeType,
    int MinInstances,
    int MaxInstances,
    int MinGatewayCount,
    int MaxGatewayCount,
    int MinHyperscaleCount,
    int MaxHyperscaleCount,
    string Region);

internal sealed record CliClusterProject(string ClusterId, string ProjectId, string ProjectName, string WorkspaceId);

internal sealed record CliClusterId(string ClusterId);

internal sealed record CliFileMetadata(string Sha256, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? LastModifiedMs);

internal sealed record CliSync(string? HelixToml, Dictionary<string, string> HxFiles, Dictionary<string, CliFileMetadata> FileMetadata);

// rs_files is what the CLI up to v2.2.9 reads, source_files what later ones do.
internal sealed record CliEnterpriseSync(
    string? HelixToml, Dictionary<string, string> RsFiles, Dictionary<string, string> SourceFiles, Dictionary<string, CliFileMetadata> FileMetadata);

internal sealed record CliKey(string Key, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Warning);

internal sealed record CliUser(string Id, long GithubId, string GithubLogin, string GithubName, string GithubEmail);

internal sealed record CliMember(CliUser User, string Role, string RoleId);

internal sealed record CliLogLine(string Message, string Severity, string Timestamp);

internal sealed record CliLogs(CliLogLine[] Logs);

internal sealed record CliUploaded(string S3Key, string Url, string DeploymentId);

internal sealed record CliDeploymentState(string DeploymentId, string Stage, string Url, string Failure);
