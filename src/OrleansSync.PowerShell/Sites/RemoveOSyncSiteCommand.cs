using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Takes a site out of the catalog; the site itself is not touched.</summary>
/// <example>
/// <code>Remove-OSyncSite https://contoso.sharepoint.com/sites/Team</code>
/// <para>Removes a site after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSite -Connection Test | Remove-OSyncSite -Confirm:$false</code>
/// <para>Removes those of a connection without asking.</para>
/// </example>
[Cmdlet(VerbsCommon.Remove, "OSyncSite", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveOSyncSiteCommand : RemoveCommand<V1.SharePointSite, OSyncSite>
{
    /// <summary>What is removed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId", "Id")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    internal override Resource<V1.SharePointSite, OSyncSite> Resource => KnownResources.Get<SiteResource>();

    internal override string Wanted => Site;
}
