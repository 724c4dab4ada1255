using System.Management.Automation;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Gives a project another name.</summary>
/// <example>
/// <code>Rename-HelixProject orders -NewName shop-orders</code>
/// <para>Renames a project.</para>
/// </example>
/// <example>
/// <code>Get-HelixProject orders | Rename-HelixProject -NewName shop-orders -PassThru</code>
/// <para>Renames it unless somebody changed it since it was read, and shows it.</para>
/// </example>
[Cmdlet(VerbsCommon.Rename, "HelixProject", SupportsShouldProcess = true)]
[OutputType(typeof(HelixProject))]
public sealed class RenameHelixProjectCommand : ServerCommand
{
    /// <summary>The project, by name or id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId", "Id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>1 to 64 characters.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string NewName { get; set; } = "";

    /// <summary>The version that was read; if somebody changed it since, nothing is changed. Objects of the pipeline bring it along.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Etag { get; set; }

    /// <summary>Emits the project as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(KnownResources.Get<ProjectResource>(), Project, cancellationToken);
        var goesOn = Confirms($"project '{Project}'", $"Rename to '{NewName}'", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var request = new V1.RenameProjectRequest { Id = id, Name = NewName, Etag = Etag ?? "", ValidateOnly = !goesOn };
        var project = await CallAsync((calls, options) => new V1.Projects.ProjectsClient(calls).RenameProjectAsync(request, options), cancellationToken);
        if (goesOn && IsOn(PassThru))
        {
            World.Write(HelixProject.From(project));
        }
    }
}
