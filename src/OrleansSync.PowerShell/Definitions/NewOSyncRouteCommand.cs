using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Says which rows belong in a further list; for -Route of New-OSyncDefinition. See about_OrleansSync_Routing.</summary>
/// <example>
/// <code>New-OSyncRoute Abroad -When "country &lt;&gt; 'DE'"</code>
/// <para>Sends rows from abroad to another list.</para>
/// </example>
/// <example>
/// <code>Set-OSyncDefinition orders -Route (New-OSyncRoute Large -When 'total &gt;= 1000'), (New-OSyncRoute Abroad -When "country &lt;&gt; 'DE'")</code>
/// <para>Gives a definition two routes, tried in this order.</para>
/// </example>
[Cmdlet(VerbsCommon.New, "OSyncRoute")]
[OutputType(typeof(OSyncRoute))]
public sealed class NewOSyncRouteCommand : ServerCommand
{
    /// <summary>The declared list, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ListId")]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string List { get; set; } = "";

    /// <summary>A condition over mapped columns of the table, as in docs/expressions.md.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string When { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = List;
        World.Write(new OSyncRoute { ListId = await ResolveAsync(KnownResources.Get<ListResource>(), List, cancellationToken), When = When });
    }
}
