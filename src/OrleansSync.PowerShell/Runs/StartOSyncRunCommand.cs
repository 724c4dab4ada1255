using System.Management.Automation;
using OrleansSync.PowerShell.Definitions;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Starts a run of a definition, or gives the one that has not ended. Returns at once, or with -Wait when the run has ended.</summary>
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
[Cmdlet(VerbsLifecycle.Start, "OSyncRun", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncRun))]
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

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<DefinitionResource>(), Definition, cancellationToken);
        if (!Confirms($"definition '{Definition}'", IsOn(CompareAll) ? "Start a run that compares everything" : "Start a run", out _))
        {
            return;
        }

        // Harmless when it is repeated: a run that has not ended is given, and none is started.
        var request = new V1.StartSyncRunRequest { SyncDefinitionId = id, CompareAll = IsOn(CompareAll) };
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).StartSyncRunAsync(request, options), cancellationToken);
        World.Write(IsOn(Wait) ? await RunWatch.WaitAsync(this, run.Id, IsOn(FailOnParked), cancellationToken) ?? OSyncRun.From(run) : OSyncRun.From(run));
    }
}
