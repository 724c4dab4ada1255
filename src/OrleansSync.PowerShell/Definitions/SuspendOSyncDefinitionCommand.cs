using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Lets a definition no longer run by itself, whatever its schedule. A run that goes on is not stopped.</summary>
/// <example>
/// <code>Suspend-OSyncDefinition orders</code>
/// <para>Suspends one definition.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Suspend-OSyncDefinition</code>
/// <para>Does so for all.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "OSyncDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncDefinition))]
public sealed class SuspendOSyncDefinitionCommand : SetCommand<V1.SyncDefinition, OSyncDefinition>
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    internal override Resource<V1.SyncDefinition, OSyncDefinition> Resource => KnownResources.Get<DefinitionResource>();

    internal override string Wanted => Definition;

    internal override string Action => "Suspend";

    internal override IEnumerable<string> Complete(V1.SyncDefinition message)
    {
        message.Suspended = true;
        return ["suspended"];
    }
}
