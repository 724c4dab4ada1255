using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Lets a suspended definition run by itself again, as its schedule says.</summary>
/// <example>
/// <code>Resume-OSyncDefinition orders</code>
/// <para>Resumes one definition.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Resume-OSyncDefinition</code>
/// <para>Does so for all.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "OSyncDefinition", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncDefinition))]
public sealed class ResumeOSyncDefinitionCommand : SetCommand<V1.SyncDefinition, OSyncDefinition>
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    internal override Resource<V1.SyncDefinition, OSyncDefinition> Resource => KnownResources.Get<DefinitionResource>();

    internal override string Wanted => Definition;

    internal override string Action => "Resume";

    internal override IEnumerable<string> Complete(V1.SyncDefinition message)
    {
        message.Suspended = false;
        return ["suspended"];
    }
}
