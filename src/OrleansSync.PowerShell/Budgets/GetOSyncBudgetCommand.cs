using System.Management.Automation;
using OrleansSync.PowerShell.Connections;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Budgets;

/// <summary>Gets how the budget of resource units of a connection's app stands now. Connections of one app share one budget.</summary>
/// <example>
/// <code>Get-OSyncBudget Contoso</code>
/// <para>Shows what is used of the minute and of the day.</para>
/// </example>
/// <example>
/// <code>Get-OSyncConnection | Get-OSyncBudget | Where-Object WaitingDefinitions -gt 0</code>
/// <para>Finds connections whose definitions wait.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncBudget")]
[OutputType(typeof(OSyncBudget))]
public sealed class GetOSyncBudgetCommand : ServerCommand
{
    /// <summary>The connection, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ConnectionId", "Id")]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public string Connection { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Connection;
        var id = await ResolveAsync(KnownResources.Get<ConnectionResource>(), Connection, cancellationToken);
        var budget = await CallAsync(
            (calls, options) => new V1.SharePointConnections.SharePointConnectionsClient(calls).GetResourceBudgetAsync(new V1.GetResourceBudgetRequest { Id = id }, options), cancellationToken);
        World.Write(OSyncBudget.From(budget) with { ConnectionId = id });
    }
}
