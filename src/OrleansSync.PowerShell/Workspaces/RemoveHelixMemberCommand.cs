using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Removes a member from a workspace. Needs the role Admin.</summary>
/// <example>
/// <code>Remove-HelixMember Sales -UserId $user</code>
/// <para>Removes a member after asking.</para>
/// </example>
/// <example>
/// <code>Get-HelixMember Sales | Where-Object Email -like *@partner.example | Remove-HelixMember -Confirm:$false</code>
/// <para>Removes several without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "HelixMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveHelixMemberCommand : ServerCommand
{
    /// <summary>The workspace, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string Workspace { get; set; } = "";

    /// <summary>The id of the person.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string UserId { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<WorkspaceResource>(), Workspace, cancellationToken);
        if (Confirms($"member {UserId} of workspace '{Workspace}'", "Remove", out _))
        {
            var request = new V1.RemoveWorkspaceMemberRequest { Id = id, UserId = UserId };
            await CallAsync((calls, options) => new V1.Workspaces.WorkspacesClient(calls).RemoveWorkspaceMemberAsync(request, options), cancellationToken);
        }
    }
}
