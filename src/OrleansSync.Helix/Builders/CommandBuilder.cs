using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.Builders;

/// <summary>Runs a program for each build. A build lives in this process: after a crash it begins anew, in a new folder.</summary>
internal sealed class CommandBuilder(IOptions<CommandBuilderOptions> options, TimeProvider clock) : IBuilder, IAsyncDisposable
{
    private static readonly TimeSpan NewsWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DeploymentId, Lazy<CommandBuild>> builds = new();
    private readonly SemaphoreSlim slots = new(options.Value.ConcurrentMax);

    /// <inheritdoc />
    public async Task<BuildProgress> AdvanceAsync(BuildJob job, int linesSeen, CancellationToken cancellationToken)
    {
        var build = builds.GetOrAdd(job.Id, _ => new Lazy<CommandBuild>(() => CommandBuild.Start(job, options.Value, slots, clock))).Value;
        // The output of a build that began anew begins anew too.
        var seen = Math.Max(0, linesSeen - build.LinesBefore(linesSeen));
        var progress = await build.WaitAsync(seen, NewsWait, cancellationToken);
        if (progress.State is not BuildState.Running && builds.TryRemove(job.Id, out _))
        {
            await build.DisposeAsync();
        }

        return progress;
    }

    /// <inheritdoc />
    public async Task CancelAsync(DeploymentId id, CancellationToken cancellationToken)
    {
        if (builds.TryRemove(id, out var build))
        {
            await build.Value.DisposeAsync();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var build in builds.Values)
        {
            await build.Value.DisposeAsync();
        }

        slots.Dispose();
    }
}
