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
    public async Task<SyncTarget> FindAsync(SyncOptions options, CancellationToken cancellationToken)
    {
        var folder = await ProjectFolder.FindAsync(options.Folder, cancellationToken);
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
        var cluster = await cloud.FindClusterAsync(id, cancellationToken) ?? throw new HelixClientException(HelixClientError.NotFound, $"There is no cluster '{id}'.");
        var project = await cloud.FindProjectAsync(cluster.ProjectId, cancellationToken) ?? throw new HelixClientException(HelixClientError.NotFound, "The cluster's project is gone.");
        return new SyncTarget(folder.Root, folder, project, cluster, await cloud.ListClustersAsync(project.Id, cancellationToken));
    }

    private async Task<SyncTarget> OfProjectAsync(ProjectFolder folder, SyncOptions options, CancellationToken cancellationToken)
    {
        var (project, resolved) = await new ProjectResolver(cloud, conversation)
            .ResolveAsync(folder, () => workspaces.SelectAsync(options.Workspace, cancellationToken), options.MayCreateProject, cancellationToken);
        var clusters = await cloud.ListClustersAsync(project.Id, cancellationToken);
        return clusters.IsEmpty
            ? throw new HelixClientException(HelixClientError.NotFound, $"No clusters found in project '{project.Name}'. Create and deploy a cluster first.")
            : new SyncTarget(resolved.Root, resolved, project, await PickAsync([.. clusters.Select(cluster => (project, cluster))], options.Cluster, cancellationToken), clusters);
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
