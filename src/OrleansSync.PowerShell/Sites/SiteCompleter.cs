using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Sites;

/// <summary>Completes names of sites.</summary>
public sealed class SiteCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<SiteResource>();
}
