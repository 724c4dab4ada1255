using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>Removes an application that has no databases any more.</summary>
/// <example>
/// <code>Remove-OSyncApplication Shop</code>
/// <para>Removes an application after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncApplication Test* | Remove-OSyncApplication -Confirm:$false</code>
/// <para>Removes several without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncApplication", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncApplicationCommand : RemoveCommand<V1.Application, OSyncApplication>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ApplicationId", "Id")]
    [ArgumentCompleter(typeof(ApplicationCompleter))]
    public string Application { get; set; } = "";

    internal override Resource<V1.Application, OSyncApplication> Resource => KnownResources.Get<ApplicationResource>();

    internal override string Wanted => Application;
}
