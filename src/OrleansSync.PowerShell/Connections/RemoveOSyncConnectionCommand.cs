using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Removes a connection that no site uses any more.</summary>
/// <example>
/// <code>Remove-OSyncConnection Contoso</code>
/// <para>Removes a connection after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncConnection Test* | Remove-OSyncConnection -Confirm:$false</code>
/// <para>Removes several without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncConnection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncConnectionCommand : RemoveCommand<V1.SharePointConnection, OSyncConnection>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    internal override Resource<V1.SharePointConnection, OSyncConnection> Resource => KnownResources.Get<ConnectionResource>();

    internal override string Wanted => Connection;
}
