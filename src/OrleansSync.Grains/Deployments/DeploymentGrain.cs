using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Helix;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Grains.Deployments;

/// <summary>
/// Takes a deployment's steps: each turn does what the stage asks for and commits what came of it. All that matters is in the row, so another
/// activation goes on where this one was lost; a reminder wakes it.
/// </summary>
internal sealed partial class DeploymentGrain(
    IDeployments deployments,
    IClusters clusters,
    IProjects projects,
    IClusterLogs logs,
    DeployPipeline pipeline,
    IOptions<HelixOptions> options,
    TimeProvider clock,
    ILogger<DeploymentGrain> logger) : Grain, IDeploymentGrain, IRemindable
{
    private const string Noun = "deployment";
    private const string Reminder = "resume";
    private const int EventsMax = 1000;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private Deployment? current;
    private IGrainTimer? timer;
    private TaskCompletionSource news = NewSignal();

    private DeploymentId Id => new(this.GetPrimaryKey());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        current = await deployments.FindAsync(Id, cancellationToken);
        GoOn();
    }

    public Task<Deployment?> FindAsync(CancellationToken cancellationToken)
    {
        if (current is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(current);
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        // The row may be younger than this activation, which somebody's look at the id may have made.
        current ??= await deployments.FindAsync(Id, cancellationToken);
        if (current is { HasEnded: false })
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
            GoOn();
        }
    }

    public async Task<DeployNews> WatchAsync(long after, CancellationToken cancellationToken)
    {
        var known = GetCurrent();
        if (known.EventCount <= after && !known.HasEnded)
        {
            await Task.WhenAny(news.Task, Task.Delay(options.Value.WatchWait, clock, cancellationToken));
            known = GetCurrent();
        }

        return new DeployNews(known, known.EventCount > after ? await deployments.ReadEventsAsync(Id, after, EventsMax, cancellationToken) : []);
    }

    public async Task<Deployment> CancelAsync(CancellationToken cancellationToken)
    {
        var known = GetCurrent();
        if (known.HasEnded)
        {
            return known;
        }

        await pipeline.CancelAsync(Id, cancellationToken);
        return await CommitAsync(known, new DeployFact.Cancelled(), cancellationToken);
    }

    /// <summary>The activation that the reminder made goes on by itself; one whose deployment has ended has none to wait for.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (current is null or { HasEnded: true } && await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void GoOn()
    {
        if (current is { HasEnded: false } && timer is null)
        {
            timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Pause, KeepAlive = true });
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (current is not { HasEnded: false } known)
        {
            Stop();
            return;
        }

        try
        {
            var cluster = await clusters.FindAsync(known.ClusterId, cancellationToken);
            var project = cluster is null ? null : await projects.FindAsync(cluster.ProjectId, cancellationToken);
            var fact = cluster is null || project is null
                ? new DeployFact.Faulted("The cluster is gone.", IsTransient: false)
                : await pipeline.AdvanceAsync(ArtifactLayout.PrefixOf(project.WorkspaceId, project.Id, cluster.Id), cluster, known, cancellationToken);
            var after = await CommitAsync(known, fact, cancellationToken);
            if (after.HasEnded)
            {
                Stop();
                await TidyUpAsync(cluster, project, after, cancellationToken);
            }
            else if (after.Attempts > 0)
            {
                timer?.Change(options.Value.RetryDelay * Math.Pow(2, after.Attempts - 1), Pause);
            }
        }
        catch (SyncException exception)
        {
            // The metastore is away, or somebody else was faster: the row says what is true.
            LogStepFailed(Id, known.Stage, exception.Error);
            timer?.Change(exception.RetryAfter ?? options.Value.RetryDelay, Pause);
            if (exception.Error is SyncError.EtagMismatch)
            {
                current = await deployments.FindAsync(Id, cancellationToken);
                Signal();
            }
        }
    }

    private async Task<Deployment> CommitAsync(Deployment known, DeployFact fact, CancellationToken cancellationToken)
    {
        var step = DeployMachine.Apply(known, fact, clock.Now());
        if (step.Deployment == known)
        {
            return known;
        }

        try
        {
            await deployments.CommitAsync(step, cancellationToken);
        }
        catch (SyncException)
        {
            // A lost answer of the commit may mean that it was made.
            current = await deployments.FindAsync(Id, cancellationToken);
            if (current != step.Deployment)
            {
                throw;
            }
        }

        current = step.Deployment;
        if (current.Stage != known.Stage)
        {
            LogStage(Id, current.ClusterId, current.Stage);
        }

        // Before the watchers are told, so that whoever sees the end finds the lines.
        await WriteLogAsync(step, cancellationToken);
        Signal();
        return step.Deployment;
    }

    private async Task WriteLogAsync(DeployStep step, CancellationToken cancellationToken)
    {
        var lines = step.Events.Where(happened => happened.Kind is not DeployEventKind.Building).Select(happened => new LogLine(
            0,
            happened.At,
            happened.Kind is DeployEventKind.Error or DeployEventKind.BadRequest or DeployEventKind.QueryValidationError ? "error" : "info",
            happened.Kind switch
            {
                DeployEventKind.Log => happened.Message,
                DeployEventKind.Done => $"Deployment {Id} is done.",
                DeployEventKind.Deploying => $"Deployment {Id} is rolled out.",
                _ => $"Deployment {Id} failed: {happened.Message}",
            })).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        try
        {
            await logs.AppendAsync(step.Deployment.ClusterId, [.. lines], cancellationToken);
        }
        catch (SyncException exception)
        {
            // The events are stored; the log is a copy of them.
            LogNotLogged(Id, exception.Error);
        }
    }

    private async Task TidyUpAsync(Cluster? cluster, Project? project, Deployment ended, CancellationToken cancellationToken)
    {
        if (cluster is not null && project is not null)
        {
            try
            {
                await pipeline.TidyUpAsync(ArtifactLayout.PrefixOf(project.WorkspaceId, project.Id, cluster.Id), ended, cluster.Source, cancellationToken);
            }
            catch (ArtifactStoreException exception)
            {
                // The next deployment removes what is left.
                LogNotTidied(exception, Id);
            }
        }

        if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private Deployment GetCurrent()
    {
        if (current is null)
        {
            DeactivateOnIdle();
            throw SyncException.NotFound(Noun, Id.Value);
        }

        return current;
    }

    private void Signal()
    {
        news.TrySetResult();
        news = NewSignal();
    }

    private void Stop()
    {
        timer?.Dispose();
        timer = null;
    }

    [LoggerMessage(LogLevel.Information, "Deployment {DeploymentId} of cluster {ClusterId} is at {Stage}.")]
    private partial void LogStage(DeploymentId deploymentId, ClusterId clusterId, DeployStage stage);

    [LoggerMessage(LogLevel.Warning, "Deployment {DeploymentId}: a step at {Stage} failed ({Error}) and is done again.")]
    private partial void LogStepFailed(DeploymentId deploymentId, DeployStage stage, SyncError error);

    [LoggerMessage(LogLevel.Warning, "Deployment {DeploymentId}: lines for the cluster's log were lost ({Error}).")]
    private partial void LogNotLogged(DeploymentId deploymentId, SyncError error);

    [LoggerMessage(LogLevel.Warning, "Deployment {DeploymentId}: what it no longer needs could not be removed.")]
    private partial void LogNotTidied(Exception exception, DeploymentId deploymentId);
}
