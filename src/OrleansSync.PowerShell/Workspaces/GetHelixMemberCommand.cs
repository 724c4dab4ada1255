using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Gets the members of a workspace: the people who sign in with the Helix CLI.</summary>
/// <example>
/// <code>Get-HelixMember Sales</code>
/// <para>Gets the members of a workspace.</para>
/// </example>
/// <example>
/// <code>Get-HelixWorkspace | Get-HelixMember | Where-Object Role -eq Admin</code>
/// <para>Gets the administrators of all.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixMember")]
[OutputType(typeof(HelixMember))]
public sealed class GetHelixMemberCommand : ServerCommand
{
    /// <summary>The workspace, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId", "Id")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string Workspace { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Workspace;
        var id = await ResolveAsync(KnownResources.Get<WorkspaceResource>(), Workspace, cancellationToken);
        var answer = await CallAsync((calls, options) => new V1.Workspaces.WorkspacesClient(calls).ListWorkspaceMembersAsync(new V1.ListWorkspaceMembersRequest { Id = id }, options), cancellationToken);
        foreach (var member in answer.Members)
        {
            World.Write(HelixMember.From(member) with { WorkspaceId = id });
        }
    }
}
