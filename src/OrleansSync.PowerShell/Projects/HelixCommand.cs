using System.Management.Automation;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Workspaces;

namespace OrleansSync.PowerShell.Projects;

/// <summary>A cmdlet that works on a folder with a Helix project and on the server.</summary>
public abstract class HelixCommand : ServerCommand
{
    /// <summary>The project's folder, or one below it; the current location by default.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>Goes on without asking whatever would be asked.</summary>
    [Parameter]
    public SwitchParameter Yes { get; set; }

    /// <summary>The workspace, by name or id; without it the one that was chosen last, or the only one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string? Workspace { get; set; }

    /// <summary>Where the choice of the workspace is kept; the Helix CLI reads the same file.</summary>
    internal string CacheFile { get; set; } = System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".helix", "config");

    /// <summary>What is remembered of files between two syncs, beside that file.</summary>
    internal StampCache Stamps => new(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(CacheFile) ?? ".", "orleanssync-stamps"));

    internal string Folder => World.PathOf(Path ?? ".");

    internal string? ChosenWorkspace => Workspace ?? (Server.WorkspaceId is { Length: > 0 } chosen ? chosen : null);

    internal IHelixCloud Cloud => new GrpcHelixCloud(Server.Calls, Server.Clock);

    internal PipelineConversation Conversation(string activity) => new(World, activity, mayAsk: !IsOn(Yes));

    internal WorkspaceSelector Selector(PipelineConversation conversation) => new(Cloud, conversation, CacheFile);
}
