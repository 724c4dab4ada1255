using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Forgets how far the table of a definition was read, so that the next run reads it from its beginning and compares every row. What is equal is not written again. Refused while a run has not ended.</summary>
/// <example>
/// <code>Reset-OSyncCursor orders</code>
/// <para>Lets the next run read the whole table, after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Reset-OSyncCursor -Reconcile -Confirm:$false</code>
/// <para>Lets the next run of each definition look for deletes, too, without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Reset, "OSyncCursor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class ResetOSyncCursorCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>Forgets as well when the pairs were compared with the table, so that the next run looks for deletes.</summary>
    [Parameter]
    public SwitchParameter Reconcile { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        if (Confirms($"definition '{Definition}'", "Forget how far its table was read", out _))
        {
            var request = new V1.ResetSyncCursorRequest { Id = id, Reconcile = IsOn(Reconcile) };
            await CallAsync((calls, options) => new V1.SyncDefinitions.SyncDefinitionsClient(calls).ResetSyncCursorAsync(request, options), cancellationToken);
        }
    }
}
