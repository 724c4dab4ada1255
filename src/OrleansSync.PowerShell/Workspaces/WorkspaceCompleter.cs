using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Completes names of workspaces.</summary>
public sealed class WorkspaceCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<WorkspaceResource>();
}
