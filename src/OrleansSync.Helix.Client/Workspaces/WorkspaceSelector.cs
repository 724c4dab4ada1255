using System.Collections.Immutable;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Helix.Client.Workspaces;

/// <summary>
/// Finds out which workspace is meant: the one that was given, the one that was chosen last, the only one, or the one that the person chooses.
/// The choice is kept in the file that the Helix CLI uses too.
/// </summary>
/// <param name="cloud">The server.</param>
/// <param name="conversation">Who is asked.</param>
/// <param name="cacheFile">The whole path of <c>~/.helix/config</c>.</param>
public sealed class WorkspaceSelector(IHelixCloud cloud, IConversation conversation, string cacheFile)
{
    /// <summary>The workspace.</summary>
    /// <param name="wanted">An id or a name; null decides as described.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<CloudWorkspace> SelectAsync(string? wanted, CancellationToken cancellationToken)
    {
        var all = await cloud.ListWorkspacesAsync(cancellationToken);
        if (all.IsEmpty)
        {
            throw new HelixClientException(HelixClientError.NotFound, "No workspaces found. Create one first, or ask to be made a member of one.");
        }

        if (wanted is not null)
        {
            return all.FirstOrDefault(workspace => workspace.Id == wanted)
                ?? One(all, wanted)
                ?? throw new HelixClientException(HelixClientError.NotFound, $"There is no workspace '{wanted}'.");
        }

        var saved = await ReadAsync(cancellationToken);
        if (saved is not null)
        {
            if (all.FirstOrDefault(workspace => workspace.Id == saved) is { } known)
            {
                return known;
            }

            conversation.Warn("Saved workspace selection is no longer available. Please select a workspace again.");
            await WriteAsync(null, cancellationToken);
        }

        var chosen = all.Length == 1 ? all[0] : all[await AskAsync(all, cancellationToken)];
        await WriteAsync(chosen.Id, cancellationToken);
        return chosen;
    }

    private static CloudWorkspace? One(ImmutableArray<CloudWorkspace> all, string name) => all.Count(workspace => workspace.Name == name) switch
    {
        0 => null,
        1 => all.First(workspace => workspace.Name == name),
        _ => throw new HelixClientException(HelixClientError.InvalidArgument, $"More than one workspace is called '{name}'; give the id."),
    };

    private Task<int> AskAsync(ImmutableArray<CloudWorkspace> all, CancellationToken cancellationToken) => conversation.IsInteractive
        ? conversation.ChooseAsync("Workspace", [.. all.Select(workspace => workspace.Name)], cancellationToken)
        : throw new HelixClientException(HelixClientError.NeedsConfirmation, $"There is more than one workspace; name one of them: {string.Join(", ", all.Select(workspace => workspace.Name))}.");

    private async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(cacheFile))
        {
            return null;
        }

        try
        {
            return WorkspaceCacheText.Read(await File.ReadAllTextAsync(cacheFile, cancellationToken));
        }
        catch (FormatException exception)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"{exception.Message} It is {cacheFile}.", exception);
        }
    }

    private async Task WriteAsync(string? id, CancellationToken cancellationToken)
    {
        var text = File.Exists(cacheFile) ? await File.ReadAllTextAsync(cacheFile, cancellationToken) : "";
        Directory.CreateDirectory(Path.GetDirectoryName(cacheFile) ?? ".");
        await TextFile.WriteAsync(cacheFile, WorkspaceCacheText.Write(text, id), cancellationToken);
    }
}
