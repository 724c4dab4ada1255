using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Connections;

/// <summary>Completes names of connections.</summary>
public sealed class ConnectionCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<ConnectionResource>();
}
