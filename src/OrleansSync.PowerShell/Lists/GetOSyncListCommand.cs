using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sites;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Gets lists: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncList</code>
/// <para>Gets all declared lists.</para>
/// </example>
/// <example>
/// <code>(Get-OSyncList Orders).Columns</code>
/// <para>Shows the columns of one.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncList")]
[OutputType(typeof(OSyncList))]
public sealed class GetOSyncListCommand : FilteredGetCommand<V1.SharePointList, OSyncList>
{
    /// <summary>Names, patterns with * and ?, or ids; the name of a list is its display name.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ListId { get; set; }

    /// <summary>Only those of this one, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("SiteId")]
    [ArgumentCompleter(typeof(SiteCompleter))]
    public string? Site { get; set; }

    internal override Resource<V1.SharePointList, OSyncList> Resource => KnownResources.Get<ListResource>();

    internal override string[]? Wanted => ListId is { Length: > 0 } id ? [id] : Name;

    internal override (Resource Resource, string NameOrId)? Parent => Site is { Length: > 0 } parent && string.IsNullOrEmpty(ListId) ? (KnownResources.Get<SiteResource>(), parent) : null;
}
