using System.Management.Automation;
using OrleansSync.PowerShell.Clusters;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Deployments;

/// <summary>Gets deployments: those of a cluster, the newest first, or one by its id.</summary>
/// <example>
/// <code>Get-HelixDeployment prod</code>
/// <para>Gets all deployments of a cluster.</para>
/// </example>
/// <example>
/// <code>Get-HelixCluster | Get-HelixDeployment -First 1 | Where-Object Stage -eq Failed</code>
/// <para>Finds clusters whose last deployment failed.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixDeployment")]
[OutputType(typeof(HelixDeployment))]
public sealed class GetHelixDeploymentCommand : ServerCommand
{
    /// <summary>The cluster, by name or id.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ClusterId")]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    /// <summary>The id of a deployment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("DeploymentId")]
    public string? Deployment { get; set; }

    /// <summary>At most so many for each cluster.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Deployment))
        {
            Target = Deployment;
            World.Write(HelixDeployment.From(await CallAsync(
                (calls, options) => new V1.Deployments.DeploymentsClient(calls).GetDeploymentAsync(new V1.GetDeploymentRequest { Id = Deployment }, options), cancellationToken)));
            return;
        }

        if (string.IsNullOrEmpty(Cluster))
        {
            throw new OSyncException(ModuleErrors.BadArgument("Give -Cluster or -Deployment.", target: null));
        }

        Target = Cluster;
        var id = await ResolveAsync(KnownResources.Get<ClusterResource>(), Cluster, cancellationToken);
        var (token, left) = ("", First);
        do
        {
            var request = new V1.ListDeploymentsRequest { ClusterId = id, PageSize = Math.Min(left, ListQuery.PageSize), PageToken = token };
            var page = await CallAsync((calls, options) => new V1.Deployments.DeploymentsClient(calls).ListDeploymentsAsync(request, options), cancellationToken);
            foreach (var deployment in page.Deployments.Take(left))
            {
                World.Write(HelixDeployment.From(deployment));
            }

            left -= page.Deployments.Count;
            token = page.NextPageToken;
        }
        while (token.Length > 0 && left > 0);
    }
}
