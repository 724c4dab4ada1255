using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Emits a run as it is, and again whenever it changed, until it ends. Ctrl+C ends the watching; the run goes on.</summary>
/// <example>
/// <code>Watch-OSyncRun $run.Id</code>
/// <para>Watches a run.</para>
/// </example>
/// <example>
/// <code>Start-OSyncRun orders | Watch-OSyncRun | Select-Object State, Written, Parked</code>
/// <para>Starts a run and watches some of its properties.</para>
/// </example>
[Cmdlet(VerbsCommon.Watch, "OSyncRun")]
[OutputType(typeof(OSyncRun))]
public sealed class WatchOSyncRunCommand : ServerCommand
{
    /// <summary>The run, by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId", "Id")]
    public string Run { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Run;
        await foreach (var run in RunWatch.FollowAsync(this, Run, cancellationToken))
        {
            World.Write(run);
        }
    }
}
