using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Workspaces;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Gets projects of Helix.</summary>
/// <example>
/// <code>Get-HelixProject</code>
/// <para>Gets the projects of the chosen workspace.</para>
/// </example>
/// <example>
/// <code>Get-HelixProject orders | Get-HelixCluster</code>
/// <para>Gets the clusters of one.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixProject")]
[OutputType(typeof(HelixProject))]
public sealed class GetHelixProjectCommand : GetCommand<V1.Project, HelixProject>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ProjectId { get; set; }

    /// <summary>Only those of this workspace, by name or id; without it those of the chosen workspace, or of all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string? Workspace { get; set; }

    internal override Resource<V1.Project, HelixProject> Resource => KnownResources.Get<ProjectResource>();

    internal override string[]? Wanted => ProjectId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Workspace is { Length: > 0 } parent && string.IsNullOrEmpty(ProjectId) ? (KnownResources.Get<WorkspaceResource>(), parent) : null;
}
