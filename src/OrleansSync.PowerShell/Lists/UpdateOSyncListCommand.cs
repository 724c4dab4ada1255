using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Reads the columns of a declared list again.</summary>
/// <example>
/// <code>Update-OSyncList Orders</code>
/// <para>Reads a list's columns again.</para>
/// </example>
/// <example>
/// <code>Get-OSyncList | Update-OSyncList</code>
/// <para>Does so for all.</para>
/// </example>
[Cmdlet(VerbsData.Update, "OSyncList", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncList))]
public sealed class UpdateOSyncListCommand : ServerCommand
{
    /// <summary>The list, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ListId", "Id")]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string List { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<ListResource>(), List, cancellationToken);
        if (!Confirms($"list '{List}'", "Read the columns", out _))
        {
            return;
        }

        var list = await CallAsync((calls, options) => new V1.SharePointLists.SharePointListsClient(calls).RefreshSharePointListAsync(new V1.RefreshSharePointListRequest { Id = id }, options), cancellationToken);
        World.Write(OSyncList.From(list));
    }
}
