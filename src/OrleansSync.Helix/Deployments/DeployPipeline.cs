using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Builders;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>
/// Does what a deployment's stage asks for and says what came of it. Each step may be done again: it writes the same keys, finds the same build,
/// rolls out the same deployment. It stores no state; <see cref="DeployMachine"/> makes it of the fact, and the caller commits it.
/// </summary>
public sealed class DeployPipeline(IArtifactStore artifacts, ISourceChecker checker, IBuilder builder, IClusterRollout rollout)
{
    /// <summary>Stores what a deployment needs, before the deployment is there: what is accepted can always go on.</summary>
    /// <param name="prefix">The cluster's, of <see cref="ArtifactLayout.PrefixOf"/>.</param>
    /// <param name="id">The deployment's id.</param>
    /// <param name="input">What is deployed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task StoreInputAsync(string prefix, DeploymentId id, DeployInput input, CancellationToken cancellationToken) =>
        artifacts.PutAsync(ArtifactLayout.KeyOf(prefix, id, ArtifactLayout.Input), Bundle.Write(input), cancellationToken);

    /// <summary>Does the step of the deployment's stage.</summary>
    /// <param name="prefix">The cluster's, of <see cref="ArtifactLayout.PrefixOf"/>.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="deployment">One that has not ended.</param>
    /// <param name="cancellationToken">Stops the step; it may be done again.</param>
    public async Task<DeployFact> AdvanceAsync(string prefix, Cluster cluster, Deployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            if (await artifacts.FindAsync(ArtifactLayout.KeyOf(prefix, deployment.Id, ArtifactLayout.Input), cancellationToken) is not { } stored)
            {
                return new DeployFact.Faulted("The stored input of the deployment is gone; deploy again.", IsTransient: false);
            }

            var input = Bundle.ReadInput(stored);
            return deployment.Stage switch
            {
                DeployStage.Check => new DeployFact.Checked(await checker.CheckAsync(cluster.Kind, input.Source, cancellationToken)),
                DeployStage.Store => await StoreAsync(prefix, cluster, deployment, input, cancellationToken),
                DeployStage.Build => await BuildAsync(cluster, deployment, input, cancellationToken),
                DeployStage.RollOut => new DeployFact.RolledOut(await rollout.RollOutAsync(cluster, deployment, input, cancellationToken)),
                _ => throw new ArgumentException("The deployment has ended.", nameof(deployment)),
            };
        }
        catch (ArtifactStoreException exception)
        {
            return new DeployFact.Faulted(exception.Message, exception.IsTransient);
        }
        catch (RolloutException exception)
        {
            return new DeployFact.Faulted(exception.Message, exception.IsTransient);
        }
    }

    /// <summary>Stops the build of a deployment, if there is one.</summary>
    public Task CancelAsync(DeploymentId id, CancellationToken cancellationToken) => builder.CancelAsync(id, cancellationToken);

    /// <summary>Removes what a deployment that has ended leaves behind, and names every key: another deployment may be about to store its own.</summary>
    /// <param name="prefix">The cluster's, of <see cref="ArtifactLayout.PrefixOf"/>.</param>
    /// <param name="ended">The deployment.</param>
    /// <param name="before">The deployment whose source was current before it ended.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task TidyUpAsync(string prefix, Deployment ended, DeploymentId? before, CancellationToken cancellationToken)
    {
        var keys = new List<string> { ArtifactLayout.KeyOf(prefix, ended.Id, ArtifactLayout.Input) };
        if (ended.Stage is not DeployStage.Done)
        {
            keys.Add(ArtifactLayout.KeyOf(prefix, ended.Id, ArtifactLayout.Source));
        }
        else if (before is { } replaced && replaced != ended.Id)
        {
            keys.Add(ArtifactLayout.KeyOf(prefix, replaced, ArtifactLayout.Source));
        }

        return artifacts.DeleteAsync([.. keys], cancellationToken);
    }

    /// <summary>
    /// Removes what no deployment needs any more: all of the cluster but the current source and what belongs to a deployment under way.
    /// </summary>
    /// <param name="prefix">The cluster's, of <see cref="ArtifactLayout.PrefixOf"/>.</param>
    /// <param name="current">The deployment whose source is current.</param>
    /// <param name="active">The deployment that has not ended.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task CleanUpAsync(string prefix, DeploymentId? current, DeploymentId? active, CancellationToken cancellationToken)
    {
        var keys = await artifacts.ListAsync(prefix, cancellationToken);
        var stale = keys.Where(key =>
            !(current is { } kept && key == ArtifactLayout.KeyOf(prefix, kept, ArtifactLayout.Source))
            && !(active is { } running && key.StartsWith(ArtifactLayout.KeyOf(prefix, running, ""), StringComparison.Ordinal)));
        await artifacts.DeleteAsync([.. stale], cancellationToken);
    }

    /// <summary>The source of a deployment that is done, or null when it is gone.</summary>
    public async Task<SourceSet?> FindSourceAsync(string prefix, DeploymentId id, CancellationToken cancellationToken) =>
        await artifacts.FindAsync(ArtifactLayout.KeyOf(prefix, id, ArtifactLayout.Source), cancellationToken) is { } bytes ? Bundle.ReadSource(bytes) : null;

    private async Task<DeployFact> StoreAsync(string prefix, Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken)
    {
        // What earlier crashes left behind.
        await CleanUpAsync(prefix, cluster.Source, deployment.Id, cancellationToken);
        var before = cluster.Source is { } current ? await FindSourceAsync(prefix, current, cancellationToken) : null;
        var source = input.Source with { Files = [.. input.Source.Files.Select(file => KeepTime(file, before))] };
        await artifacts.PutAsync(ArtifactLayout.KeyOf(prefix, deployment.Id, ArtifactLayout.Source), Bundle.Write(source), cancellationToken);
        return new DeployFact.Stored();
    }

    // A file that did not change was not changed now.
    private static SourceFile KeepTime(SourceFile file, SourceSet? before) =>
        before?.Files.FirstOrDefault(known => known.Path == file.Path && known.Stamp.Sha256 == file.Stamp.Sha256) is { } same ? same : file;

    private async Task<DeployFact> BuildAsync(Cluster cluster, Deployment deployment, DeployInput input, CancellationToken cancellationToken)
    {
        var mode = deployment.BuildMode is BuildMode.Release ? BuildMode.Release : BuildMode.Dev;
        var progress = await builder.AdvanceAsync(new BuildJob(deployment.Id, cluster.Kind, mode, input), deployment.OutputLines, cancellationToken);
        return progress.State switch
        {
            BuildState.Succeeded => new DeployFact.Built(progress.Lines),
            BuildState.Failed => new DeployFact.BuildFailed(progress.Cause, progress.Lines),
            _ => new DeployFact.Building(progress.Percent, progress.Lines),
        };
    }
}
