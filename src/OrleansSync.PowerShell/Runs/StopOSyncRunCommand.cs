using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Stops a run between turns for good. What it did is done.</summary>
/// <example>
/// <code>Stop-OSyncRun $run.Id</code>
/// <para>Stops a run.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Get-OSyncRun -First 1 | Where-Object State -eq Running | Stop-OSyncRun</code>
/// <para>Stops whatever runs.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "OSyncRun", SupportsShouldProcess = true)]
[OutputType(typeof(OSyncRun))]
public sealed class StopOSyncRunCommand : ServerCommand
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
        if (!Confirms($"run {Run}", "Stop", out _))
        {
            return;
        }

        var request = new V1.CancelSyncRunRequest { Id = Run };
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).CancelSyncRunAsync(request, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(OSyncRun.From(run));
        }
    }
}
