using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Makes a new key for the callers of a cluster and emits it; it is stored nowhere. Older keys stay valid until the next deployment is done.</summary>
/// <example>
/// <code>(Update-HelixKey prod).Key | Set-Content cluster.key</code>
/// <para>Makes a new key and keeps it in a file.</para>
/// </example>
/// <example>
/// <code>Get-HelixCluster -Project orders | Update-HelixKey</code>
/// <para>Makes a new key for each cluster of a project.</para>
/// </example>
[Cmdlet(VerbsData.Update, "HelixKey", SupportsShouldProcess = true)]
[OutputType(typeof(HelixKey))]
public sealed class UpdateHelixKeyCommand : ServerCommand
{
    /// <summary>The cluster, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ClusterId", "Id")]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string Cluster { get; set; } = "";

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<ClusterResource>(), Cluster, cancellationToken);
        if (!Confirms($"cluster '{Cluster}'", "Make a new key", out _))
        {
            return;
        }

        // Not repeated: each call makes a key, and nobody would know the first one.
        var answer = await new V1.Clusters.ClustersClient(Server.Calls).RotateClusterKeyAsync(new V1.RotateClusterKeyRequest { Id = id }, cancellationToken: cancellationToken);
        if (answer.Warning.Length > 0)
        {
            World.Warn(answer.Warning);
        }

        World.Write(HelixKey.From(answer) with { ClusterId = id });
    }
}
