using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Moves;

/// <summary>Gets the moves of items between the lists of a definition, the latest first. They are kept as long as runs are.</summary>
/// <example>
/// <code>Get-OSyncMove orders -First 20</code>
/// <para>Gets the last twenty moves.</para>
/// </example>
/// <example>
/// <code>Get-OSyncMove orders | Where-Object RunId -eq $run.Id | Group-Object ToListId</code>
/// <para>Counts the moves of one run by the list to which they went.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncMove")]
[OutputType(typeof(OSyncMove))]
public sealed class GetOSyncMoveCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>At most so many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Definition;
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        var (token, left) = ("", First);
        do
        {
            var request = new V1.ListRowMovesRequest { SyncDefinitionId = id, PageSize = Math.Min(left, ListQuery.PageSize), PageToken = token };
            var page = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).ListRowMovesAsync(request, options), cancellationToken);
            foreach (var move in page.RowMoves.Take(left))
            {
                World.Write(OSyncMove.From(move) with { DefinitionId = id });
            }

            left -= page.RowMoves.Count;
            token = page.NextPageToken;
        }
        while (token.Length > 0 && left > 0);
    }
}
