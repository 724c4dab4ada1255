using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Finds the lists of a site, declared or not.</summary>
/// <example>
/// <code>Find-OSyncList https://contoso.sharepoint.com/sites/Team</code>
/// <para>Finds all lists of a site.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSite | Find-OSyncList | Where-Object { -not $_.ListId }</code>
/// <para>Finds those of all sites that are not declared.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OSyncList")]
[OutputType(typeof(OSyncFoundList))]
public sealed class FindOSyncListCommand : ServerCommand
{
    /// <summary>The site, by address or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Site;
        var id = await ResolveAsync(KnownResources.Get<SiteResource>(), Site, cancellationToken);
        var answer = await CallAsync(
            (calls, options) => new V1.SharePointLists.SharePointListsClient(calls).SearchSharePointListsAsync(new V1.SearchSharePointListsRequest { SiteId = id }, options), cancellationToken);
        foreach (var list in answer.Lists)
        {
            World.Write(OSyncFoundList.From(list));
        }
    }
}
