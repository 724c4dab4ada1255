using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Grains.Deployments;
using OrleansSync.Helix;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Sources;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Grains.Clusters;

/// <summary>
/// One cluster, which is a row of the metastore. A deployment that ends changes the row in its own commit, so the row is read when it is asked for;
/// where the cluster is never changes and is kept.
/// </summary>
internal sealed partial class ClusterGrain(
    IClusters clusters,
    IProjects projects,
    IWorkspaces workspaces,
    IDeployments deployments,
    DeployPipeline pipeline,
    IOptions<HelixOptions> options,
    TimeProvider clock,
    ILogger<ClusterGrain> logger) : Grain, IClusterGrain
{
    private const string Noun = "cluster";

    private string? prefix;
    private ClusterSource? stamps;

    private ClusterId Id => new(this.GetPrimaryKey());

    public async Task<Cluster?> FindAsync(CancellationToken cancellationToken)
    {
        var found = await clusters.FindAsync(Id, cancellationToken);
        if (found is null)
        {
            DeactivateOnIdle();
        }

        return found;
    }

    public async Task<Cluster> CreateAsync(ClusterDraft draft, ChangeRequest? request, bool validateOnly, CancellationToken cancellationToken)
    {
        if (ClusterRules.Check(draft) is { IsEmpty: false } problems)
        {
            throw SyncException.Invalid(problems.Select(problem => new FieldViolation($"cluster.{problem.Field}", problem.Message)));
        }

        if (draft.Region.Length > 0 && !options.Value.AllRegions.Contains(draft.Region))
        {
            throw SyncException.Invalid([new FieldViolation("cluster.region", $"is not a region of this server; there are: {string.Join(", ", options.Value.AllRegions)}.")]);
        }

        await CheckPlaceAsync(draft, cancellationToken);
        var now = clock.Now();
        var created = new Cluster(
            Id,
            1,
            draft.ProjectId,
            draft.Name,
            draft.Kind,
            draft.Region.Length > 0 ? draft.Region : options.Value.RegionDefault,
            draft.Kind is ClusterKind.Enterprise ? BuildMode.Release : draft.BuildMode,
            draft.Kind is ClusterKind.Enterprise ? draft.Enterprise : null,
            Source: null,
            Url: "",
            now,
            now);
        if (validateOnly)
        {
            DeactivateOnIdle();
            return await clusters.IsNameTakenAsync(draft.ProjectId, draft.Name, cancellationToken) ? throw SyncException.NameTaken(Noun, "cluster.name") : created;
        }

        var saved = await clusters.CreateAsync(created, request, cancellationToken);
        if (saved.Id == Id)
        {
            LogCreated(Id, draft.ProjectId, draft.Kind);
        }

        return saved;
    }

    public async Task<Deployment> DeployAsync(DeploymentId id, DeployInput input, string startedBy, ChangeRequest? request, CancellationToken cancellationToken)
    {
        if (request is not null && await deployments.FindAnswerAsync(request, cancellationToken) is { } answered)
        {
            return answered;
        }

        var cluster = await GetAsync(cancellationToken);
        if (cluster.Kind is ClusterKind.Enterprise != input.QueriesJson is not null)
        {
            throw new SyncException(SyncError.WrongKind, "The source is of another kind than the cluster: queries for a standard cluster, a Rust project for an enterprise one.");
        }

        var now = clock.Now();
        var begun = DeployMachine.Begin(
            new Deployment(id, 1, Id, input.InstanceName, input.ModeFor(cluster), DeployStage.Check, 0, 0, 0, 0, IsFirst: cluster.Source is null, "", "", startedBy, now, now),
            now,
            input.NoteFor(cluster));
        await RefuseWhileActiveAsync(cancellationToken);
        await GuardAsync(async () =>
        {
            await pipeline.StoreInputAsync(await GetPrefixAsync(cluster, cancellationToken), id, input, cancellationToken);
            return true;
        });
        var deployment = await deployments.CreateAsync(begun, request, cancellationToken);
        await GrainFactory.GetGrain<IDeploymentGrain>(deployment.Id.Value).ResumeAsync(cancellationToken);
        LogDeploy(Id, deployment.Id, startedBy);
        return deployment;
    }

    public async Task<SourceSet> GetSourceAsync(bool withContents, CancellationToken cancellationToken) => (await ReadSourceAsync(withContents, cancellationToken)).Source;

    public async Task<ClusterSource> ReadSourceAsync(bool withContents, CancellationToken cancellationToken)
    {
        while (true)
        {
            var cluster = await GetAsync(cancellationToken);
            var source = cluster.Source ?? throw new SyncException(SyncError.SourceMissing, "Nothing was deployed to the cluster yet; deploy first.");
            if (!withContents && stamps is { } kept && kept.Deployment == source)
            {
                return kept;
            }

            var place = await GetPrefixAsync(cluster, cancellationToken);
            if (await GuardAsync(() => pipeline.FindSourceAsync(place, source, cancellationToken)) is { } found)
            {
                // A stored source never changes, and without its contents it is small enough to keep.
                var bare = found with { Files = [.. found.Files.Select(file => file with { Content = "" })] };
                stamps = new ClusterSource(source, bare);
                return withContents ? new ClusterSource(source, found) : stamps;
            }

            // A deployment may have ended and tidied up between the two reads; then there is a newer one.
            if ((await GetAsync(cancellationToken)).Source == source)
            {
                throw new SyncException(SyncError.SourceMissing, "The stored source of the cluster is gone; deploy again.");
            }
        }
    }

    // What the unique index would refuse too; asked first, because a deployment under way may remove what it does not know.
    private async Task RefuseWhileActiveAsync(CancellationToken cancellationToken)
    {
        if (await deployments.FindActiveAsync(Id, cancellationToken) is { } active)
        {
            // One that lost its server goes on now.
            await GrainFactory.GetGrain<IDeploymentGrain>(active.Id.Value).ResumeAsync(cancellationToken);
            throw new SyncException(
                SyncError.DeploymentUnderWay, $"The cluster is being deployed to already (deployment {active.Id}); wait until that has ended, or cancel it.");
        }
    }

    private async Task CheckPlaceAsync(ClusterDraft draft, CancellationToken cancellationToken)
    {
        var project = await projects.FindAsync(draft.ProjectId, cancellationToken) ?? throw SyncException.NotFound("project", draft.ProjectId.Value);
        var workspace = await workspaces.FindAsync(project.WorkspaceId, cancellationToken) ?? throw SyncException.NotFound("workspace", project.WorkspaceId.Value);
        if (draft.Kind is ClusterKind.Enterprise && workspace.Type is not WorkspaceType.Enterprise)
        {
            throw new SyncException(SyncError.WrongKind, "Only an enterprise workspace has enterprise clusters; create a standard one.");
        }

        if (!workspace.HasBilling)
        {
            throw new SyncException(SyncError.BillingRequired, "The workspace has no billing; set it up, then create the cluster.");
        }
    }

    private async Task<Cluster> GetAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ?? throw SyncException.NotFound(Noun, Id.Value);

    private async Task<string> GetPrefixAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        if (prefix is null)
        {
            var project = await projects.FindAsync(cluster.ProjectId, cancellationToken) ?? throw SyncException.NotFound("project", cluster.ProjectId.Value);
            prefix = ArtifactLayout.PrefixOf(project.WorkspaceId, project.Id, cluster.Id);
        }

        return prefix;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (ArtifactStoreException exception)
        {
            LogArtifactsFailed(exception, Id);
            throw new SyncException(SyncError.ArtifactsUnavailable, exception.Message) { RetryAfter = options.Value.RetryDelay };
        }
    }

    [LoggerMessage(LogLevel.Information, "Cluster {ClusterId} was created in project {ProjectId}, kind {Kind}.")]
    private partial void LogCreated(ClusterId clusterId, ProjectId projectId, ClusterKind kind);

    [LoggerMessage(LogLevel.Information, "Cluster {ClusterId}: deployment {DeploymentId} was accepted from {StartedBy}.")]
    private partial void LogDeploy(ClusterId clusterId, DeploymentId deploymentId, string startedBy);

    [LoggerMessage(LogLevel.Warning, "Cluster {ClusterId}: the store of artifacts failed.")]
    private partial void LogArtifactsFailed(Exception exception, ClusterId clusterId);
}
