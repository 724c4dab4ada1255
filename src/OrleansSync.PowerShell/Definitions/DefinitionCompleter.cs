using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>Completes names of definitions.</summary>
public sealed class DefinitionCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<DefinitionResource>();
}
