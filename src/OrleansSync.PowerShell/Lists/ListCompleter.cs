using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Lists;

/// <summary>Completes names of lists.</summary>
public sealed class ListCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<ListResource>();
}
