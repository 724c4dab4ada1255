using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Workspaces;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Creates a project of Helix.</summary>
/// <example>
/// <code>New-HelixProject orders -Workspace Sales</code>
/// <para>Creates a project.</para>
/// </example>
/// <example>
/// <code>Get-HelixWorkspace Sales | New-HelixProject -Name orders</code>
/// <para>Takes the workspace from the pipeline.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "HelixProject", SupportsShouldProcess = true)]
[OutputType(typeof(HelixProject))]
public sealed class NewHelixProjectCommand : NewCommand<V1.Project, HelixProject>
{
    /// <summary>1 to 64 characters, unique in the workspace; upper and lower case differ.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Field("name")]
    public string Name { get; set; } = "";

    /// <summary>The workspace, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    [Field("workspace_id")]
    [NameOf(typeof(WorkspaceResource))]
    public string Workspace { get; set; } = "";

    internal override Resource<V1.Project, HelixProject> Resource => KnownResources.Get<ProjectResource>();
}
