using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Gets runs: one by its id, or those of a definition, the latest first.</summary>
/// <example>
/// <code>Get-OSyncRun -Definition orders -First 10</code>
/// <para>Gets the last ten runs of a definition.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Get-OSyncRun -First 1 | Where-Object State -ne Succeeded</code>
/// <para>Finds definitions whose last run did not end well.</para>
/// </example>
/// <example>
/// <code>Get-OSyncRun 0199f3a2-7c1b-7d6e-9a55-3f0c5a1d2e4f</code>
/// <para>Gets one run.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncRun")]
[OutputType(typeof(OSyncRun))]
public sealed class GetOSyncRunCommand : ServerCommand
{
    /// <summary>The id of a run.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    public string? Run { get; set; }

    /// <summary>The definition whose runs are wanted, by name or id.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string? Definition { get; set; }

    /// <summary>At most so many for each definition.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Run))
        {
            Target = Run;
            World.Write(OSyncRun.From(await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).GetSyncRunAsync(new V1.GetSyncRunRequest { Id = Run }, options), cancellationToken)));
            return;
        }

        if (string.IsNullOrEmpty(Definition))
        {
            throw new OSyncException(ModuleErrors.BadArgument("Give -Run or -Definition.", target: null));
        }

        Target = Definition;
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        var (token, left) = ("", First);
        do
        {
            var request = new V1.ListSyncRunsRequest { SyncDefinitionId = id, PageSize = Math.Min(left, ListQuery.PageSize), PageToken = token };
            var page = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).ListSyncRunsAsync(request, options), cancellationToken);
            foreach (var run in page.SyncRuns.Take(left))
            {
                World.Write(OSyncRun.From(run));
            }

            left -= page.SyncRuns.Count;
            token = page.NextPageToken;
        }
        while (token.Length > 0 && left > 0);
    }
}
