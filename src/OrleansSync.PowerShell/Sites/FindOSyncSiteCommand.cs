using System.Management.Automation;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Finds sites of a connection in the tenant, declared or not. An app that was granted single sites only cannot search; declare its sites by their addresses.</summary>
/// <example>
/// <code>Find-OSyncSite Sales -Connection Contoso</code>
/// <para>Finds sites by a text.</para>
/// </example>
/// <example>
/// <code>Find-OSyncSite -Connection Contoso | New-OSyncSite -Connection Contoso -WhatIf</code>
/// <para>Shows what declaring all of them would do.</para>
/// </example>
[Cmdlet(VerbsCommon.Find, "OSyncSite")]
[OutputType(typeof(OSyncFoundSite))]
public sealed class FindOSyncSiteCommand : ServerCommand
{
    /// <summary>What is searched for; without it all.</summary>
    [Parameter(Position = 0)]
    public string? Text { get; set; }

    /// <summary>The connection, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Connection;
        var id = await ResolveAsync(KnownResources.Get<ConnectionResource>(), Connection, cancellationToken);
        var request = new V1.SearchSharePointSitesRequest { ConnectionId = id, Text = Text ?? "" };
        var answer = await CallAsync((calls, options) => new V1.SharePointSites.SharePointSitesClient(calls).SearchSharePointSitesAsync(request, options), cancellationToken);
        foreach (var site in answer.Sites)
        {
            World.Write(OSyncFoundSite.From(site));
        }
    }
}
