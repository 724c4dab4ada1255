using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>Creates a cluster and adds it to the project file, which is written once, at the end: a failure leaves it as it was.</summary>
public sealed class CloudAdd(IHelixCloud cloud, IConversation conversation, WorkspaceSelector workspaces)
{
    private const string NameDefault = "prod";

    /// <summary>Adds a cluster.</summary>
    /// <param name="folder">The project's folder or one below it.</param>
    /// <param name="options">What to add.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<NamedCluster> RunAsync(string folder, CloudAddOptions options, CancellationToken cancellationToken)
    {
        var project = await ProjectFolder.GetAsync(folder, cancellationToken);
        // Before the first call, and again for the name that is really used: a duplicate must not be found only when a cluster was made.
        CheckName(project, options.Name);
        var name = options.Name ?? (conversation.IsInteractive ? (await conversation.AskAsync("Cluster name", NameDefault, cancellationToken)).Trim() : NameDefault);
        CheckName(project, name);

        var workspace = await workspaces.SelectAsync(options.Workspace, cancellationToken);
        if (!workspace.HasBilling)
        {
            throw new HelixClientException(HelixClientError.Refused, $"Workspace '{workspace.Name}' has no billing; set it up first.");
        }

        var (found, resolved) = await new ProjectResolver(cloud, conversation).ResolveAsync(project, () => Task.FromResult(workspace), options.MayCreateProject, cancellationToken);
        var cluster = await cloud.CreateClusterAsync(
            found.Id, name, options.Region ?? "", options.BuildMode is BuildMode.Unspecified ? BuildMode.Release : options.BuildMode, cancellationToken);
        var text = ProjectFileEdit.SetProject(resolved.Text, found.Name, found.Id);
        await resolved.WriteAsync(ProjectFileEdit.AddCloud(text, cluster.Name, cluster.Id, cluster.Region.Length > 0 ? cluster.Region : null, cluster.BuildMode), cancellationToken);
        conversation.Inform($"Added cluster '{cluster.Name}' ({cluster.Id}).");
        return cluster;
    }

    private static void CheckName(ProjectFolder project, string? name)
    {
        if (name is null)
        {
            return;
        }

        if (ClusterName.Check(name) is { } problem)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"The name of the cluster {problem}");
        }

        if (project.File.InstanceNames.Contains(name))
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"Instance '{name}' already exists in helix.toml");
        }
    }
}
