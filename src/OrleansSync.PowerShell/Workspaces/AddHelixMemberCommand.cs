using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Makes a person a member of a workspace, or changes their role. Needs the role Admin.</summary>
/// <example>
/// <code>Add-HelixMember Sales -UserId $user -Role Developer</code>
/// <para>Makes somebody a member.</para>
/// </example>
/// <example>
/// <code>Get-HelixMember Sales | Add-HelixMember -Workspace Shop -Role Viewer</code>
/// <para>Lets everybody of one workspace see another.</para>
/// </example>
[Cmdlet(VerbsCommon.Add, "HelixMember", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class AddHelixMemberCommand : ServerCommand
{
    /// <summary>The workspace, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string Workspace { get; set; } = "";

    /// <summary>The id of the person.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string UserId { get; set; } = "";

    /// <summary>What the member may do; each role includes the ones before it.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public HelixMemberRole Role { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<WorkspaceResource>(), Workspace, cancellationToken);
        if (Confirms($"member {UserId} of workspace '{Workspace}'", $"Give the role {Role}", out _))
        {
            var request = new V1.SetWorkspaceMemberRequest { Id = id, UserId = UserId, Role = (V1.WorkspaceRole)Role };
            await CallAsync((calls, options) => new V1.Workspaces.WorkspacesClient(calls).SetWorkspaceMemberAsync(request, options), cancellationToken);
        }
    }
}
