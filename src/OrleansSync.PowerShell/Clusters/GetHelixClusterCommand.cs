using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Projects;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Gets clusters of Helix.</summary>
/// <example>
/// <code>Get-HelixCluster</code>
/// <para>Gets the clusters of the chosen workspace.</para>
/// </example>
/// <example>
/// <code>Get-HelixCluster -Project orders | Select-Object Name, Url</code>
/// <para>Shows where those of a project answer.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixCluster")]
[OutputType(typeof(HelixCluster))]
public sealed class GetHelixClusterCommand : GetCommand<V1.Cluster, HelixCluster>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ClusterId { get; set; }

    /// <summary>Only those of this project, by name or id; without it those of the chosen workspace, or of all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    internal override Resource<V1.Cluster, HelixCluster> Resource => KnownResources.Get<ClusterResource>();

    internal override string[]? Wanted => ClusterId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Project is { Length: > 0 } parent && string.IsNullOrEmpty(ClusterId) ? (KnownResources.Get<ProjectResource>(), parent) : null;
}
