using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Waits until a run has ended and emits it. A run that does not end well, or waits for an answer, is an error.</summary>
/// <example>
/// <code>Wait-OSyncRun $run.Id -TimeoutSec 600</code>
/// <para>Waits at most ten minutes.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Start-OSyncRun | Wait-OSyncRun -FailOnParked</code>
/// <para>Starts all definitions at once, and waits for each.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Wait, "OSyncRun")]
[OutputType(typeof(OSyncRun))]
public sealed class WaitOSyncRunCommand : ServerCommand
{
    /// <summary>The run, by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId", "Id")]
    public string Run { get; set; } = "";

    /// <summary>Rows that were set aside are an error, too.</summary>
    [Parameter]
    public SwitchParameter FailOnParked { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Run;
        if (await RunWatch.WaitAsync(this, Run, IsOn(FailOnParked), cancellationToken) is { } run)
        {
            World.Write(run);
        }
    }
}
