using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Runs;

/// <summary>Short ways to use <see cref="ISyncRuns"/>.</summary>
public static class SyncRunsExtensions
{
    /// <summary>Adds a run that does what its definition says; see <see cref="ISyncRuns.StartAsync"/>.</summary>
    public static Task<SyncRun> StartAsync(this ISyncRuns runs, SyncRunId id, SyncDefinitionId definition, SyncDirection direction, DateTimeOffset now, CancellationToken cancellationToken) =>
        runs.StartAsync(id, definition, direction, RunScope.Whole, now, cancellationToken);
}
