using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Changes the given fields of a workspace; all others stay. Needs the role Admin.</summary>
/// <example>
/// <code>Set-HelixWorkspace Sales -Plan team</code>
/// <para>Gives a workspace another plan.</para>
/// </example>
/// <example>
/// <code>Get-HelixWorkspace | Set-HelixWorkspace -HasBilling $true</code>
/// <para>Gives billing to all.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "HelixWorkspace", SupportsShouldProcess = true)]
[OutputType(typeof(HelixWorkspace))]
public sealed class SetHelixWorkspaceCommand : SetCommand<V1.Workspace, HelixWorkspace>
{
    /// <summary>The workspace, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId", "Id")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string Workspace { get; set; } = "";

    /// <summary>1 to 64 characters.</summary>
    [Parameter]
    [Alias("NewName")]
    [Field("name")]
    public string? Name { get; set; }

    /// <summary>Who it is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("type")]
    public HelixWorkspaceType Type { get; set; }

    /// <summary>The plan as the operator calls it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("plan")]
    public string? Plan { get; set; }

    /// <summary>Whether it has billing; without billing no project and no cluster is created.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("has_billing")]
    public bool HasBilling { get; set; }

    internal override Resource<V1.Workspace, HelixWorkspace> Resource => KnownResources.Get<WorkspaceResource>();

    internal override string Wanted => Workspace;
}
