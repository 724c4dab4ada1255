using System.Management.Automation;
using OrleansSync.Helix.Client.Push;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Deploys the folder's queries to an instance, with the events of the build as progress. Ctrl+C ends the watching; the deployment goes on.</summary>
/// <example>
/// <code>Publish-HelixProject prod</code>
/// <para>Deploys to one instance.</para>
/// </example>
/// <example>
/// <code>Publish-HelixProject dev -Dev -Path ./orders -ErrorAction Stop</code>
/// <para>Deploys a debug build, this time only, and fails a pipeline when it fails.</para>
/// </example>
[Cmdlet(VerbsData.Publish, "HelixProject", SupportsShouldProcess = true)]
[OutputType(typeof(HelixDeployResult))]
public sealed class PublishHelixProjectCommand : HelixCommand
{
    /// <summary>The instance's name in helix.toml; without it the only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? Instance { get; set; }

    /// <summary>Builds in dev mode, this time only.</summary>
    [Parameter]
    public SwitchParameter Dev { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Confirms($"{Folder}{(Instance is null ? "" : $" to {Instance}")}", "Deploy", out _))
        {
            return;
        }

        var conversation = Conversation("Deploying");
        var end = await new ProjectPush(Cloud, conversation).RunAsync(Folder, Instance, IsOn(Dev), cancellationToken);
        conversation.End();
        World.Write(new HelixDeployResult { Url = end.Url, AuthKey = end.AuthKey });
    }
}
