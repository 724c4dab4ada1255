using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Pauses a run between turns, until Resume-OSyncRun.</summary>
/// <example>
/// <code>Suspend-OSyncRun $run.Id</code>
/// <para>Pauses a run.</para>
/// </example>
/// <example>
/// <code>Get-OSyncRun -Definition orders -First 1 | Suspend-OSyncRun -PassThru</code>
/// <para>Pauses the last run of a definition and shows it.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Suspend, "OSyncRun", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncRun))]
public sealed class SuspendOSyncRunCommand : ServerCommand
{
    /// <summary>The run, by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId", "Id")]
    public string Run { get; set; } = "";

    /// <summary>Emits the run as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms($"run {Run}", "Pause", out _))
        {
            return;
        }

        var request = new V1.PauseSyncRunRequest { Id = Run };
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).PauseSyncRunAsync(request, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(OSyncRun.From(run));
        }
    }
}
