using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Clusters;

/// <summary>Completes names of clusters.</summary>
public sealed class ClusterCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<ClusterResource>();
}
