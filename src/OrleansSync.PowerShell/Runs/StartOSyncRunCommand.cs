using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Lists;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Starts a run of a definition, or gives the one that has not ended. Returns at once, or with -Wait when the run has ended. With -WhatIf it starts nothing, and emits what a run would do and what it would cost.</summary>
/// <example>
/// <code>Start-OSyncRun orders</code>
/// <para>Starts a run.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Start-OSyncRun -Wait -FailOnParked -ErrorAction Stop</code>
/// <para>Runs all definitions one after the other, and fails a nightly job when a run fails or sets rows aside.</para>
/// </example>
/// <example>
/// <code>Start-OSyncRun orders -CompareAll -Wait -TimeoutSec 3600</code>
/// <para>Compares the whole table, and waits at most an hour.</para>
/// </example>
/// <example>
/// <code>$preview = Start-OSyncRun orders -WhatIf; $preview; $preview.Rows | Where-Object Kind -eq Delete</code>
/// <para>Shows what a run would do, how long it would take, and which items it would delete.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "OSyncRun", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncRun), typeof(OSyncRunPreview))]
public sealed class StartOSyncRunCommand : ServerCommand
{
    /// <summary>The definition, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DefinitionId", "Id")]
    [ArgumentCompleter(typeof(DefinitionCompleter))]
    public string Definition { get; set; } = "";

    /// <summary>Reads the whole table from its beginning, compares every row, and looks for deletes, as if that were due.</summary>
    [Parameter]
    public SwitchParameter CompareAll { get; set; }

    /// <summary>Waits for the end, with progress. A run that does not end well, or waits for an answer, is an error.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With -Wait: rows that were set aside are an error, too.</summary>
    [Parameter]
    public SwitchParameter FailOnParked { get; set; }

    /// <summary>Matches items that are nobody's with rows that have none, as before the first push, and decides ambiguous rows anew.</summary>
    [Parameter]
    public SwitchParameter MatchItems { get; set; }

    /// <summary>One of the definition's lists, by name or id, to which this run takes every row, whatever the routing says.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ListCompleter))]
    public string? TargetList { get; set; }

    /// <summary>Internal names of mapped fields: these alone are written, to every pair, and nothing else is done. Goes with no other option.</summary>
    [Parameter]
    public string[]? BackfillField { get; set; }

    /// <summary>With -WhatIf: how many rows are shown, 0 to 10,000; all rows are counted.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int RowLimit { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        var target = TargetList is { Length: > 0 } ? await ResolveAsync(KnownResources.Get<ListResource>(), TargetList, cancellationToken) : "";
        if (!Confirms($"definition '{Definition}'", IsOn(CompareAll) ? "Start a run that compares everything" : "Start a run", out var isWhatIf))
        {
            if (isWhatIf)
            {
                World.Write(await PreviewAsync(id, target, cancellationToken));
            }

            return;
        }

        // Harmless when it is repeated: a run that has not ended is given, and none is started.
        var request = new V1.StartSyncRunRequest { SyncDefinitionId = id, CompareAll = IsOn(CompareAll), MatchItems = IsOn(MatchItems), TargetSharepointListId = target };
        request.BackfillFields.AddRange(BackfillField ?? []);
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).StartSyncRunAsync(request, options), cancellationToken);
        World.Write(IsOn(Wait) ? await RunWatch.WaitAsync(this, run.Id, IsOn(FailOnParked), cancellationToken) ?? OSyncRun.From(run) : OSyncRun.From(run));
    }

    private async Task<OSyncRunPreview> PreviewAsync(string id, string target, CancellationToken cancellationToken)
    {
        var request = new V1.PreviewSyncRunRequest { SyncDefinitionId = id, CompareAll = IsOn(CompareAll), TargetSharepointListId = target };
        if (World.IsBound(nameof(RowLimit)))
        {
            request.RowLimit = RowLimit;
        }

        using var preview = new V1.SyncRuns.SyncRunsClient(Server.Calls).PreviewSyncRun(request, cancellationToken: cancellationToken);
        var rows = new List<OSyncPreviewRow>();
        var summary = new V1.PreviewSummary();
        while (await preview.ResponseStream.MoveNext(cancellationToken))
        {
            if (preview.ResponseStream.Current.Row is { } row)
            {
                rows.Add(OSyncPreviewRow.From(row));
                World.ShowProgress("Planning", $"{rows.Count} rows", percent: -1, isDone: false);
            }
            else if (preview.ResponseStream.Current.Summary is { } all)
            {
                summary = all;
            }
        }

        World.ShowProgress("Planning", "", percent: 100, isDone: true);
        return OSyncRunPreview.From(summary) with { DefinitionId = id, Rows = rows };
    }
}
