using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Takes a list out of the catalog; the list itself and its items are not touched.</summary>
/// <example>
/// <code>Remove-OSyncList Orders</code>
/// <para>Removes a list from the catalog after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncList Test* | Remove-OSyncList -Confirm:$false</code>
/// <para>Removes several without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncList", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncListCommand : RemoveCommand<V1.SharePointList, OSyncList>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ListId", "Id")]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string List { get; set; } = "";

    internal override Resource<V1.SharePointList, OSyncList> Resource => KnownResources.Get<ListResource>();

    internal override string Wanted => List;
}
