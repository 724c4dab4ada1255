using System.Management.Automation;
using OrleansSync.PowerShell.Projects;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Chooses the workspace for later cmdlets, and keeps the choice in the file that the Helix CLI uses, too.</summary>
/// <example>
/// <code>Select-HelixWorkspace Sales</code>
/// <para>Chooses a workspace.</para>
/// </example>
/// <example>
/// <code>Get-HelixWorkspace Sales | Select-HelixWorkspace</code>
/// <para>Takes it from the pipeline.</para>
/// </example>
[Cmdlet(VerbsCommon.Select, "HelixWorkspace", SupportsShouldProcess = true)]
[OutputType(typeof(HelixWorkspace))]
public sealed class SelectHelixWorkspaceCommand : HelixCommand
{
    /// <summary>The workspace, by name or id; without it the only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string? Name { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms(Name ?? "the only workspace", "Choose the workspace", out _))
        {
            return;
        }

        World.Write(await WorkspaceChoice.ChooseAsync(this, Name ?? Workspace, cancellationToken));
    }
}
