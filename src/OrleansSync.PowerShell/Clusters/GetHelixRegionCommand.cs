using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Gets the regions that clusters can be in.</summary>
/// <example>
/// <code>Get-HelixRegion</code>
/// <para>Gets all regions.</para>
/// </example>
/// <example>
/// <code>Get-HelixRegion | Where-Object { $_ -like 'eu-*' }</code>
/// <para>Gets those of Europe.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "HelixRegion")]
[OutputType(typeof(string))]
public sealed class GetHelixRegionCommand : ServerCommand
{
    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var answer = await CallAsync((calls, options) => new V1.Clusters.ClustersClient(calls).ListRegionsAsync(new V1.ListRegionsRequest(), options), cancellationToken);
        foreach (var region in answer.Regions)
        {
            World.Write(region);
        }
    }
}
