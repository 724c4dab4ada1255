using System.Management.Automation;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.PowerShell.Clusters;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Creates a cluster and adds it to helix.toml as an instance. helix.toml is written once, at the end: a failure leaves it as it was.</summary>
/// <example>
/// <code>Add-HelixCloud prod</code>
/// <para>Adds a cluster to the project of the current folder.</para>
/// </example>
/// <example>
/// <code>Add-HelixCloud dev -Region eu-central-1 -BuildMode Dev -Yes</code>
/// <para>Adds one in a region, and creates the project without asking when the cloud does not have it.</para>
/// </example>
[Cmdlet(VerbsCommon.Add, "HelixCloud", SupportsShouldProcess = true)]
[OutputType(typeof(HelixProjectFolder))]
public sealed class AddHelixCloudCommand : HelixCommand
{
    /// <summary>The cluster's and the instance's name; prod by default.</summary>
    [Parameter(Position = 0)]
    public string? Name { get; set; }

    /// <summary>Where it runs; without it the server's default.</summary>
    [Parameter]
    public string? Region { get; set; }

    /// <summary>How queries are compiled; Release by default.</summary>
    [Parameter]
    public HelixBuildMode BuildMode { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms(Folder, $"Create the cluster '{Name ?? "prod"}' and add it", out _))
        {
            return;
        }

        var conversation = Conversation("Adding a cluster");
        var options = new CloudAddOptions(Name, Region, (OrleansSync.Helix.Projects.BuildMode)BuildMode, ChosenWorkspace, IsOn(Yes));
        await new CloudAdd(Cloud, conversation, Selector(conversation)).RunAsync(Folder, options, cancellationToken);
        conversation.End();
        World.Write(HelixProjectFolder.From(await ProjectFolder.GetAsync(Folder, cancellationToken)));
    }
}
