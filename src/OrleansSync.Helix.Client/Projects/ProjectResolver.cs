using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>Finds a folder's project in the cloud: by its id, by its exact name, or makes it when the person wants that.</summary>
public sealed class ProjectResolver(IHelixCloud cloud, IConversation conversation)
{
    private const int NameLengthMax = 64;

    /// <summary>The project; when it was created under another name, the name is in the project file already.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="workspace">Asked for only when the id is not known.</param>
    /// <param name="mayCreate">Creates it without asking when it is not there.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<(NamedProject Project, ProjectFolder Folder)> ResolveAsync(
        ProjectFolder folder, Func<Task<CloudWorkspace>> workspace, bool mayCreate, CancellationToken cancellationToken)
    {
        if (folder.File.Id is { Length: > 0 } id)
        {
            if (await cloud.FindProjectAsync(id, cancellationToken) is { } known)
            {
                return (known, folder);
            }

            conversation.Warn("The project that helix.toml names by its id is not there any more; looking for its name.");
        }

        var place = await workspace();
        var name = folder.File.Name;
        var all = await cloud.ListProjectsAsync(place.Id, cancellationToken);
        if (all.FirstOrDefault(project => project.Name == name) is { } found)
        {
            conversation.Inform($"Using project '{name}' from your selected workspace.");
            return (found, folder);
        }

        var created = await CreateAsync(place, name, mayCreate, cancellationToken);
        // At once: if what comes next fails, a second try finds the project.
        return (created, created.Name == name ? folder : await folder.WriteAsync(ProjectFileEdit.SetProject(folder.Text, created.Name, id: null), cancellationToken));
    }

    private async Task<NamedProject> CreateAsync(CloudWorkspace place, string name, bool mayCreate, CancellationToken cancellationToken)
    {
        if (!mayCreate)
        {
            if (!conversation.IsInteractive)
            {
                throw new HelixClientException(HelixClientError.NotFound, $"Project '{name}' was not found in workspace '{place.Name}'. Create it first, or allow it to be created.");
            }

            if (!await conversation.ConfirmAsync($"Project '{name}' was not found. Create it?", cancellationToken))
            {
                throw new HelixClientException(HelixClientError.Cancelled, "Project selection cancelled");
            }

            name = (await conversation.AskAsync("Project name", name, cancellationToken)).Trim();
        }

        if (name.Length is 0 or > NameLengthMax)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"A project's name has 1 to {NameLengthMax} characters.");
        }

        return place.HasBilling
            ? await cloud.CreateProjectAsync(place.Id, name, cancellationToken)
            : throw new HelixClientException(HelixClientError.Refused, $"Workspace '{place.Name}' has no billing; set it up first.");
    }
}
