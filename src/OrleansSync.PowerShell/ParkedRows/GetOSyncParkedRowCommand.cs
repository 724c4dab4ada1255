using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ParkedRows;

/// <summary>Gets the rows of a definition that runs set aside, each with its reason and when it is tried again.</summary>
/// <example>
/// <code>Get-OSyncParkedRow orders</code>
/// <para>Gets them all.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Get-OSyncParkedRow | Group-Object Reason</code>
/// <para>Counts them by reason.</para>
/// </example>
/// <example>
/// <code>Get-OSyncParkedRow orders -Reason ValueRefused</code>
/// <para>Gets those of one reason.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncParkedRow")]
[OutputType(typeof(OSyncParkedRow))]
public sealed class GetOSyncParkedRowCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>Only rows of these reasons, as the server calls them or in Pascal case.</summary>
    [Parameter]
    public string[]? Reason { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Definition;
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        var token = "";
        do
        {
            var request = new V1.ListParkedRowsRequest { SyncDefinitionId = id, PageSize = ListQuery.PageSize, PageToken = token };
            var page = await CallAsync((calls, options) => new V1.ParkedRows.ParkedRowsClient(calls).ListParkedRowsAsync(request, options), cancellationToken);
            foreach (var row in page.ParkedRows.Where(row => Reason is null || Array.Exists(Reason, reason => IsSame(reason, row.Reason))))
            {
                World.Write(OSyncParkedRow.From(row) with { DefinitionId = id });
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    private static bool IsSame(string given, string reason) =>
        string.Equals(given.Replace("_", "", StringComparison.Ordinal), reason.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
