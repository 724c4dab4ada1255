using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Instances;

/// <summary>Completes names of database instances.</summary>
public sealed class InstanceCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<InstanceResource>();
}
