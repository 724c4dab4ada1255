using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Deployments;

/// <summary>Stops a deployment; the cluster stays as it was. One that has ended is left as it is.</summary>
/// <example>
/// <code>Stop-HelixDeployment $deployment.Id</code>
/// <para>Stops a deployment.</para>
/// </example>
/// <example>
/// <code>Get-HelixDeployment prod -First 1 | Stop-HelixDeployment -PassThru</code>
/// <para>Stops the last one of a cluster and shows it.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "HelixDeployment", SupportsShouldProcess = true)]
[OutputType(typeof(HelixDeployment))]
public sealed class StopHelixDeploymentCommand : ServerCommand
{
    /// <summary>The deployment, by its id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("DeploymentId", "Id")]
    public string Deployment { get; set; } = "";

    /// <summary>Emits the deployment as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms($"deployment {Deployment}", "Stop", out _))
        {
            return;
        }

        var stopped = await CallAsync((calls, options) => new V1.Deployments.DeploymentsClient(calls).CancelDeploymentAsync(new V1.CancelDeploymentRequest { Id = Deployment }, options), cancellationToken);
        if (IsOn(PassThru))
        {
            World.Write(HelixDeployment.From(stopped));
        }
    }
}
