using System.Collections.Immutable;
using OrleansSync.Helix.Client.Cloud;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Client.Projects;
using OrleansSync.Helix.Client.Workspaces;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Sync;

/// <summary>Finds out which cluster is meant: by instance, by the folder's project, or by choosing among all of the workspace.</summary>
internal sealed class TargetFinder(IHelixCloud cloud, IConversation conversation, WorkspaceSelector workspaces)
{
    /// <summary>The cluster and what belongs to it.</summary>
    /// <param name="folder">The project's; null where there is none yet.</param>
    /// <param name="options">What the person said.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<SyncTarget> FindAsync(ProjectFolder? folder, SyncOptions options, CancellationToken cancellationToken)
    {
        if (options.Instance is { } instance)
        {
            folder ??= await ProjectFolder.GetAsync(options.Folder, cancellationToken);
            return await OfInstanceAsync(folder, instance, cancellationToken);
        }

        return folder is null
            ? await OfWorkspaceAsync(options, cancellationToken)
            : await OfProjectAsync(folder, options, cancellationToken);
    }

    /// <summary>The id of the cluster that an instance names. Refused when it is no cluster of ours.</summary>
    public static string ClusterIdOf(ProjectFile file, string instance)
    {
        if (file.Locals.Any(local => local.Name == instance))
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"'{instance}' is a local instance; name one of the cloud: {Names(file)}.");
        }

        var entries = file.Clouds.Where(cloud => cloud.Name == instance).ToList();
        if (entries.Find(cloud => cloud.IsHelix) is { } ours)
        {
            return ours.HasCluster ? ours.ClusterId
                : throw new HelixClientException(HelixClientError.InvalidArgument, $"Instance '{instance}' has no cluster yet; create one and write its id as cluster_id.");
        }

        if (entries.Count > 0)
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, $"Instance '{instance}' is of another provider ({entries[0].Provider}).");
        }

        return file.Enterprises.FirstOrDefault(enterprise => enterprise.Name == instance)?.ClusterId
            ?? throw new HelixClientException(HelixClientError.NotFound, $"instance '{instance}' not found in helix.toml; there are: {Names(file)}.");
    }

    private static string Names(ProjectFile file) => string.Join(", ", file.InstanceNames);

    private async Task<SyncTarget> OfInstanceAsync(ProjectFolder folder, string instance, CancellationToken cancellationToken)
    {
        var id = ClusterIdOf(folder.File, instance);
        // Most of the time it is one of the file's own project; then one question is enough.
        var owner = await FindProjectAsync(folder, cancellationToken);
        if (owner?.Clusters.FirstOrDefault(one => one.Id == id) is not { } cluster)
        {
            cluster = await cloud.FindClusterAsync(id, cancellationToken) ?? throw new HelixClientException(HelixClientError.NotFound, $"There is no cluster '{id}'.");
            owner = await cloud.FindProjectClustersAsync(cluster.ProjectId, cancellationToken) ?? throw new HelixClientException(HelixClientError.NotFound, "The cluster's project is gone.");
        }

        return new SyncTarget(folder.Root, folder, owner.Project, cluster, owner.Clusters);
    }

    private async Task<ProjectClusters?> FindProjectAsync(ProjectFolder folder, CancellationToken cancellationToken) =>
        folder.File.Id is { Length: > 0 } id ? await cloud.FindProjectClustersAsync(id, cancellationToken) : null;

    private async Task<SyncTarget> OfProjectAsync(ProjectFolder folder, SyncOptions options, CancellationToken cancellationToken)
    {
        if (await FindProjectAsync(folder, cancellationToken) is not { } found)
        {
            (var project, folder) = await new ProjectResolver(cloud, conversation)
                .ResolveAsync(folder, () => workspaces.SelectAsync(options.Workspace, cancellationToken), options.MayCreateProject, cancellationToken);
            found = new ProjectClusters(project, await cloud.ListClustersAsync(project.Id, cancellationToken));
        }

        return found.Clusters.IsEmpty
            ? throw new HelixClientException(HelixClientError.NotFound, $"No clusters found in project '{found.Project.Name}'. Create and deploy a cluster first.")
            : new SyncTarget(
                folder.Root, folder, found.Project, await PickAsync([.. found.Clusters.Select(cluster => (found.Project, cluster))], options.Cluster, cancellationToken), found.Clusters);
    }

    private async Task<SyncTarget> OfWorkspaceAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        var workspace = await workspaces.SelectAsync(options.Workspace, cancellationToken);
        var all = ImmutableArray.CreateBuilder<(NamedProject Project, NamedCluster Cluster)>();
        foreach (var project in await cloud.ListProjectsAsync(workspace.Id, cancellationToken))
        {
            all.AddRange((await cloud.ListClustersAsync(project.Id, cancellationToken)).Select(cluster => (project, cluster)));
        }

        if (all.Count == 0)
        {
            throw new HelixClientException(HelixClientError.NotFound, $"No clusters found in workspace '{workspace.Name}'. Create and deploy a cluster first.");
        }

        var picked = await PickAsync(all.ToImmutable(), options.Cluster, cancellationToken);
        var owner = all.First(pair => pair.Cluster == picked).Project;
        return new SyncTarget(Path.GetFullPath(options.Folder), Folder: null, owner, picked, [.. all.Where(pair => pair.Project == owner).Select(pair => pair.Cluster)]);
    }

    private async Task<NamedCluster> PickAsync(ImmutableArray<(NamedProject Project, NamedCluster Cluster)> all, string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null)
        {
            var matches = all.Where(pair => pair.Cluster.Id == wanted || pair.Cluster.Name == wanted).ToList();
            return matches.Count == 1 ? matches[0].Cluster
                : throw new HelixClientException(HelixClientError.NotFound, matches.Count == 0 ? $"There is no cluster '{wanted}'." : $"More than one cluster is called '{wanted}'; give the id.");
        }

        if (all.Length == 1)
        {
            return all[0].Cluster;
        }

        if (!conversation.IsInteractive)
        {
            throw new HelixClientException(
                HelixClientError.NeedsConfirmation, $"There is more than one cluster; name one of them: {string.Join(", ", all.Select(pair => pair.Cluster.Name))}.");
        }

        var labels = all.Select(pair => $"{pair.Project.Name}: {pair.Cluster.Name} ({(pair.Cluster.Enterprise is null ? "Standard" : "Enterprise")})").ToList();
        return all[await conversation.ChooseAsync("Cluster", labels, cancellationToken)].Cluster;
    }
}
