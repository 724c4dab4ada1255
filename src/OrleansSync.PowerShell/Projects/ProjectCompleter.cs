using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Completes names of projects.</summary>
public sealed class ProjectCompleter : NameCompleter
{
    private protected override Resource Resource => KnownResources.Get<ProjectResource>();
}
