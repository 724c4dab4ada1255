using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Client.Sources;
using OrleansSync.Helix.Client.Sync;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Push;

/// <summary>Deploys the folder's queries to an instance, from whichever folder of the project it is called.</summary>
public sealed class ProjectPush(IHelixCloud cloud, IConversation conversation)
{
    /// <summary>Deploys.</summary>
    /// <param name="folder">The project's folder or one below it.</param>
    /// <param name="instance">Its name in helix.toml; null asks, or takes the only one.</param>
    /// <param name="isDev">Builds in dev mode, this time only.</param>
    /// <param name="cancellationToken">Cancels the command; the deploy goes on.</param>
    /// <returns>The end: address, and the key of a first deploy.</returns>
    public async Task<DeployProgress> RunAsync(string folder, string? instance, bool isDev, CancellationToken cancellationToken)
    {
        var project = await ProjectFolder.GetAsync(folder, cancellationToken);
        var name = instance ?? await PickAsync(project.File, cancellationToken);
        var id = TargetFinder.ClusterIdOf(project.File, name);
        if (project.File.Enterprises.Any(enterprise => enterprise.Name == name))
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"'{name}' is an enterprise cluster, which takes a compiled Rust project; deploy it with the Helix CLI.");
        }

        var local = await LocalSource.ReadAsync(project.QueriesPath, ClusterKind.Standard, cancellationToken);
        if (local.Unreadable.Count > 0)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"These files are not UTF-8 and cannot be sent: {string.Join(", ", local.Unreadable)}.");
        }

        if (local.Files.Count == 0)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"No .hx files found in {project.QueriesPath}; nothing was deployed.");
        }

        if (isDev)
        {
            conversation.Warn("Dev mode is for this deploy only; helix.toml stays as it is.");
        }

        var entry = project.File.Clouds.FirstOrDefault(cloud => cloud.IsHelix && cloud.Name == name);
        var order = new DeployOrder(
            id,
            name,
            new SourceSet([.. local.Files], ProjectFileEdit.Prune(project.Text, project.File, name)),
            entry is null ? new Dictionary<string, string>() : entry.EnvVars,
            isDev ? BuildMode.Dev : BuildMode.Unspecified);
        return await Deploy.RunAsync(cloud, order, conversation, cancellationToken);
    }

    private async Task<string> PickAsync(ProjectFile file, CancellationToken cancellationToken)
    {
        var names = file.Clouds.Where(cloud => cloud.IsHelix).Select(cloud => cloud.Name).Concat(file.Enterprises.Select(enterprise => enterprise.Name)).ToList();
        if (names.Count == 1)
        {
            return names[0];
        }

        return conversation.IsInteractive && names.Count > 0
            ? names[await conversation.ChooseAsync("Instance", names, cancellationToken)]
            : throw new HelixClientException(HelixClientError.NeedsConfirmation, $"No instance specified. Available instances: {string.Join(", ", names)}");
    }
}
