using System.Management.Automation;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Projects;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Makes a folder a Helix project: helix.toml, empty queries, and what git should ignore. What is there already stays. With -Cloud it also creates a cluster and adds it, as Add-HelixCloud does.</summary>
/// <example>
/// <code>Initialize-HelixProject orders</code>
/// <para>Makes the current folder the project orders.</para>
/// </example>
/// <example>
/// <code>Initialize-HelixProject orders -Path ./orders -Cloud prod -Region eu-central-1 -Yes</code>
/// <para>Makes a project with a cluster, without asking.</para>
/// </example>
[Cmdlet(VerbsData.Initialize, "HelixProject", SupportsShouldProcess = true)]
[OutputType(typeof(HelixProjectFolder))]
public sealed class InitializeHelixProjectCommand : HelixCommand
{
    /// <summary>The project's name; without it the folder's.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>Creates a cluster of this name and adds it to helix.toml.</summary>
    [Parameter]
    [Alias("Cloud")]
    public string? CloudName { get; set; }

    /// <summary>Where the cluster runs; without it the server's default.</summary>
    [Parameter]
    public string? Region { get; set; }

    internal override bool NeedsSession => false;

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Folder;
        if (!Confirms(folder, "Make a Helix project", out _))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var conversation = Conversation("Making a Helix project");
        var made = await new ProjectInit(conversation).RunAsync(folder, Name, cancellationToken);
        if (CloudName is { } name)
        {
            await new CloudAdd(Cloud, conversation, Selector(conversation)).RunAsync(folder, new CloudAddOptions(name, Region, BuildMode.Unspecified, ChosenWorkspace, IsOn(Yes)), cancellationToken);
            made = await ProjectFolder.GetAsync(folder, cancellationToken);
        }

        conversation.End();
        World.Write(HelixProjectFolder.From(made));
    }
}
