using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Gets workspaces of Helix.</summary>
/// <example>
/// <code>Get-HelixWorkspace</code>
/// <para>Gets all workspaces.</para>
/// </example>
/// <example>
/// <code>Get-HelixWorkspace Sales | Get-HelixProject</code>
/// <para>Gets the projects of one.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixWorkspace")]
[OutputType(typeof(HelixWorkspace))]
public sealed class GetHelixWorkspaceCommand : GetCommand<V1.Workspace, HelixWorkspace>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? WorkspaceId { get; set; }

    internal override Resource<V1.Workspace, HelixWorkspace> Resource => KnownResources.Get<WorkspaceResource>();

    internal override string[]? Wanted => WorkspaceId is { Length: > 0 } id ? [id] : Name;
}
