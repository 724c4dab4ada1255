using System.Management.Automation;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Declares a new site.</summary>
/// <example>
/// <code>New-OSyncSite https://contoso.sharepoint.com/sites/Team -Connection Contoso -TimeZone Europe/Berlin</code>
/// <para>Declares a site.</para>
/// </example>
/// <example>
/// <code>Find-OSyncSite Sales -Connection Contoso | New-OSyncSite -Connection Contoso</code>
/// <para>Declares every site that a search finds.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncSite", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncSite))]
public sealed class NewOSyncSiteCommand : NewCommand<V1.SharePointSite, OSyncSite>
{
    /// <summary>The connection by which it is reached, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [Field("connection_id")]
    [NameOf(typeof(ConnectionResource))]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    /// <summary>Its address, for instance https://contoso.sharepoint.com/sites/Team. It must be there, and the app must see it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Url")]
    [Field("site_url")]
    public string SiteUrl { get; set; } = "";

    /// <summary>The time zone that the site is set to, by its IANA name such as Europe/Berlin. Graph does not tell it, and a date without a time cannot be written right without it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("time_zone")]
    public string? TimeZone { get; set; }

    /// <summary>Whether it is in use.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("status")]
    public OSyncStatus Status { get; set; }

    internal override Resource<V1.SharePointSite, OSyncSite> Resource => KnownResources.Get<SiteResource>();
}
