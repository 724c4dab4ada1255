using OrleansSync.Helix.Workspaces;
using OrleansSync.PowerShell.Projects;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Workspaces;

/// <summary>Chooses the workspace of a session.</summary>
internal static class WorkspaceChoice
{
    /// <summary>Finds the workspace, keeps the choice with the session and in the CLI's file, and gives it.</summary>
    public static async Task<HelixWorkspace> ChooseAsync(HelixCommand command, string? wanted, CancellationToken cancellationToken)
    {
        var conversation = command.Conversation("Choosing a workspace");
        var chosen = await command.Selector(conversation).SelectAsync(wanted, cancellationToken);
        command.Server.WorkspaceId = chosen.Id;
        await KeepAsync(command.CacheFile, chosen.Id, cancellationToken);
        var workspace = await command.CallAsync((calls, options) => KnownResources.Get<WorkspaceResource>().Get(calls, chosen.Id, options), cancellationToken);
        return HelixWorkspace.From(workspace);
    }

    private static async Task KeepAsync(string file, string id, CancellationToken cancellationToken)
    {
        var text = File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        await File.WriteAllTextAsync(file, WorkspaceCacheText.Write(text, id), cancellationToken);
    }
}
