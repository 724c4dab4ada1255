using System.Management.Automation;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Gets sites: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncSite</code>
/// <para>Gets all declared sites.</para>
/// </example>
/// <example>
/// <code>Get-OSyncSite *Team -Connection Contoso</code>
/// <para>Gets those of a connection whose address ends so.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncSite")]
[OutputType(typeof(OSyncSite))]
public sealed class GetOSyncSiteCommand : FilteredGetCommand<V1.SharePointSite, OSyncSite>
{
    /// <summary>Names, patterns with * and ?, or ids; the name of a site is its address.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SiteId { get; set; }

    /// <summary>Only those of this one, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string? Connection { get; set; }

    internal override Resource<V1.SharePointSite, OSyncSite> Resource => KnownResources.Get<SiteResource>();

    internal override string[]? Wanted => SiteId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Connection is { Length: > 0 } parent && string.IsNullOrEmpty(SiteId) ? (KnownResources.Get<ConnectionResource>(), parent) : null;
}
