using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Gets connections: all, by name, by pattern or by id.</summary>
/// <example>
/// <code>Get-OSyncConnection</code>
/// <para>Gets all connections; their secrets are never given back.</para>
/// </example>
/// <example>
/// <code>Get-OSyncConnection Contoso | Get-OSyncSite</code>
/// <para>Gets the sites of one.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncConnection")]
[OutputType(typeof(OSyncConnection))]
public sealed class GetOSyncConnectionCommand : FilteredGetCommand<V1.SharePointConnection, OSyncConnection>
{
    /// <summary>Names, patterns with * and ?, or ids.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The id, as objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ConnectionId { get; set; }

    internal override Resource<V1.SharePointConnection, OSyncConnection> Resource => KnownResources.Get<ConnectionResource>();

    internal override string[]? Wanted => ConnectionId is { Length: > 0 } id ? [id] : Name;
}
