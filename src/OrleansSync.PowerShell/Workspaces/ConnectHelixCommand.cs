using System.Management.Automation;
using OrleansSync.PowerShell.Projects;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Chooses the workspace of Helix for this session, which Connect-OSync opened, and emits it. Later Helix cmdlets use it.</summary>
/// <example>
/// <code>Connect-OSync; Connect-Helix</code>
/// <para>Takes the only workspace, or the one that was chosen last.</para>
/// </example>
/// <example>
/// <code>Connect-Helix Sales</code>
/// <para>Takes one by its name.</para>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "Helix")]
[OutputType(typeof(HelixWorkspace))]
public sealed class ConnectHelixCommand : HelixCommand
{
    /// <summary>The workspace, by name or id; without it the one that was chosen last, or the only one.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string? Name { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken) => World.Write(await WorkspaceChoice.ChooseAsync(this, Name ?? Workspace, cancellationToken));
}
