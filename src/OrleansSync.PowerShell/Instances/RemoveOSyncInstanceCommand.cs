using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>Takes a database instance out of the catalog; the server itself is not touched.</summary>
/// <example>
/// <code>Remove-OSyncInstance standby</code>
/// <para>Removes an instance after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncInstance -Database Test | Remove-OSyncInstance -Confirm:$false</code>
/// <para>Removes those of a database without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncInstanceCommand : RemoveCommand<V1.DatabaseInstance, OSyncInstance>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("InstanceId", "Id")]
    [ArgumentCompleter(typeof(InstanceCompleter))]
    public string Instance { get; set; } = "";

    internal override Resource<V1.DatabaseInstance, OSyncInstance> Resource => KnownResources.Get<InstanceResource>();

    internal override string Wanted => Instance;
}
