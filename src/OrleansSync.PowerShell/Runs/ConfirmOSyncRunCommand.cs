using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Runs;

/// <summary>Answers a run that waits because it would delete much: lets the deletes through, or with -Deny cancels the run.</summary>
/// <example>
/// <code>Confirm-OSyncRun $run.Id</code>
/// <para>Lets the deletes through, after asking.</para>
/// </example>
/// <example>
/// <code>Get-OSyncDefinition | Get-OSyncRun -First 1 | Where-Object State -eq WaitingForConfirmation | Confirm-OSyncRun -Deny -Confirm:$false</code>
/// <para>Cancels every run that waits, without asking.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Confirm, "OSyncRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(OSyncRun))]
public sealed class ConfirmOSyncRunCommand : ServerCommand
{
    /// <summary>The run, by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId", "Id")]
    public string Run { get; set; } = "";

    /// <summary>Cancels the run instead; nothing is deleted.</summary>
    [Parameter]
    public SwitchParameter Deny { get; set; }

    /// <summary>Emits the run as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms($"run {Run}", IsOn(Deny) ? "Cancel the run and delete nothing" : "Let its deletes through", out _))
        {
            return;
        }

        var request = new V1.ConfirmSyncRunRequest { Id = Run, Allow = !IsOn(Deny) };
        var run = await CallAsync((calls, options) => new V1.SyncRuns.SyncRunsClient(calls).ConfirmSyncRunAsync(request, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(OSyncRun.From(run));
        }
    }
}
