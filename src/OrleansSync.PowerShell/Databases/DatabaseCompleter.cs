using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Databases;

/// <summary>Completes names of databases.</summary>
public sealed class DatabaseCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<DatabaseResource>();
}
