using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Applications;

/// <summary>Completes names of applications.</summary>
public sealed class ApplicationCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<ApplicationResource>();
}
