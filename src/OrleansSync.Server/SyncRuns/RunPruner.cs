using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Runs;
using OrleansSync.Grains.SyncRuns;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Removes old runs and the audit of old moves, a batch at a time; several servers do not wait for each other.</summary>
internal sealed partial class RunPruner(ISyncRuns runs, RunOptions options, TimeProvider clock, ILogger<RunPruner> logger) : BackgroundService
{
    private const int BatchMax = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.PruneEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (SyncException exception)
            {
                LogCannotPrune(exception);
            }
        }
    }

    private async Task PruneAsync(CancellationToken stoppingToken)
    {
        int removed;
        do
        {
            removed = await runs.PruneAsync(clock.Now() - options.HistoryFor, options.HistoryMax, BatchMax, stoppingToken);
        }
        while (removed >= BatchMax);
    }

    [LoggerMessage(LogLevel.Warning, "Old runs cannot be removed; it is tried again later.")]
    private partial void LogCannotPrune(Exception exception);
}
