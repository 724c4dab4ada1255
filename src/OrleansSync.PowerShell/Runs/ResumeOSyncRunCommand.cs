using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Goes on with a paused run.</summary>
/// <example>
/// <code>Resume-OSyncRun $run.Id</code>
/// <para>Goes on with a run.</para>
/// </example>
/// <example>
/// <code>Get-OSyncRun -Definition orders -First 1 | Resume-OSyncRun</code>
/// <para>Goes on with the last run of a definition.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Resume, "OSyncRun", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncRun))]
public sealed class ResumeOSyncRunCommand : ServerCommand
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
        if (!Confirms($"run {Run}", "Resume", out _))
        {
            return;
        }

        var request = new V1.ResumeSyncRunRequest { Id = Run };
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).ResumeSyncRunAsync(request, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(OSyncRun.From(run));
        }
    }
}
