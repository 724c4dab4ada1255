using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Removes a definition. The table and the lists stay as they are.</summary>
/// <example>
/// <code>Remove-OSyncDefinition orders</code>
/// <para>Removes a definition after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition test* | Remove-OSyncDefinition -Confirm:$false</code>
/// <para>Removes several without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncDefinition", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncDefinitionCommand : RemoveCommand<V1.SyncDefinition, OSyncDefinition>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    internal override Resource<V1.SyncDefinition, OSyncDefinition> Resource => KnownResources.Get<DefinitionResource>();

    internal override string Wanted => Definition;
}
