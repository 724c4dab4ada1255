using System.Management.Automation;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.PowerShell.Clusters;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Makes a folder and a cluster equal: the newer side wins, a tie changes nothing, and helix.toml is made to say what the cloud says. With -WhatIf it emits the plan and changes nothing.</summary>
/// <example>
/// <code>Invoke-HelixSync -WhatIf</code>
/// <para>Shows what a sync of the current folder would do.</para>
/// </example>
/// <example>
/// <code>Invoke-HelixSync prod -Yes</code>
/// <para>Syncs with one instance without asking, as a pipeline does.</para>
/// </example>
/// <example>
/// <code>Invoke-HelixSync -Prefer Cloud -DeleteExtra -Yes</code>
/// <para>Makes the folder what the cloud is, whatever the times say.</para>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "HelixSync", SupportsShouldProcess = true)]
[OutputType(typeof(HelixSyncReport))]
public sealed class InvokeHelixSyncCommand : HelixCommand
{
    /// <summary>The instance's name in helix.toml; without it the cluster is found by workspace and project.</summary>
    [Parameter(Position = 0)]
    public string? Instance { get; set; }

    /// <summary>Takes this side whatever the times say.</summary>
    [Parameter]
    public HelixSide Prefer { get; set; }

    /// <summary>Removes local files that the cloud does not have, when the cloud is the newer side.</summary>
    [Parameter]
    public SwitchParameter DeleteExtra { get; set; }

    /// <summary>The cluster, by name or id, when there is more than one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ClusterCompleter))]
    public string? Cluster { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Folder;
        var goesOn = Confirms(folder, "Sync with the cloud", out var isWhatIf);
        if (!goesOn && !isWhatIf)
        {
            return;
        }

        var conversation = Conversation("Syncing");
        var options = new SyncOptions(folder, Instance)
        {
            Yes = IsOn(Yes),
            DryRun = isWhatIf,
            DeleteExtra = IsOn(DeleteExtra),
            Prefer = (SyncSide)Prefer,
            Workspace = ChosenWorkspace,
            Cluster = Cluster,
            MayCreateProject = IsOn(Yes),
        };
        var report = await new ProjectSync(Cloud, conversation, Selector(conversation), Stamps).RunAsync(options, cancellationToken);
        conversation.End();
        World.Write(HelixSyncReport.From(report));
    }
}
