using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Changes the given fields of a site; all others stay.</summary>
/// <example>
/// <code>Set-OSyncSite https://contoso.sharepoint.com/sites/Team -TimeZone Europe/Berlin</code>
/// <para>Says which time zone the site is set to.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSite -Connection Contoso | Set-OSyncSite -Status Disabled</code>
/// <para>Takes all sites of a connection out of use.</para>
/// </example>
[Cmdlet(VerbsCommon.Set, "OSyncSite", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncSite))]
public sealed class SetOSyncSiteCommand : SetCommand<V1.SharePointSite, OSyncSite>
{
    /// <summary>What is changed, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId", "Id")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string Site { get; set; } = "";

    /// <summary>The time zone that the site is set to, by its IANA name such as Europe/Berlin. Graph does not tell it, and a date without a time cannot be written right without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("time_zone")]
    public string? TimeZone { get; set; }

    /// <summary>Whether it is in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("status")]
    public OSyncStatus Status { get; set; }

    internal override Resource<V1.SharePointSite, OSyncSite> Resource => KnownResources.Get<SiteResource>();

    internal override string Wanted => Site;
}
