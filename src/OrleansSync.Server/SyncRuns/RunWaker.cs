using System.Collections.Concurrent;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Grains.SyncRuns;

namespace OrleansSync.Server.SyncRuns;

/// <summary>
/// Keeps runs going: looks for runs that take turns and for definitions that are due, and wakes their grains. It holds nothing that must last, every
/// silo has one, and a run whose silo died is found by the others within moments.
/// </summary>
internal sealed partial class RunWaker(IGrainFactory grains, ISyncRuns runs, ISyncDefinitions definitions, RunOptions options, TimeProvider clock, ILogger<RunWaker> logger) : BackgroundService
{
    private const int ActiveMax = 1_000;
    private const int DueMax = 100;

    private readonly ConcurrentDictionary<SyncDefinitionId, TaskCompletionSource> awake = new();
    private readonly SemaphoreSlim places = new(options.DefinitionsAtOnce);

    /// <summary>Wakes a definition now, instead of when it is looked for next.</summary>
    public void Wake(SyncDefinitionId definition, CancellationToken cancellationToken)
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (awake.TryAdd(definition, rest))
        {
            _ = KeepAwakeAsync(definition, rest, cancellationToken);
        }
    }

    /// <summary>Ends when the definition takes no more turns, its run having ended, for instance; null when this server does not keep it awake.</summary>
    public Task? FindRest(SyncDefinitionId definition) => awake.GetValueOrDefault(definition)?.Task;

    public override void Dispose()
    {
        places.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.WakeEvery, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogCannotLook(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var due = new List<SyncDefinition>();
        foreach (var id in await definitions.ListDueAsync(clock.Now(), DueMax, stoppingToken))
        {
            if (await definitions.FindAsync(id, stoppingToken) is { } definition)
            {
                due.Add(definition);
            }
        }

        foreach (var definition in RunOrder.First(due))
        {
            await StartAsync(definition.Id, stoppingToken);
        }

        foreach (var definition in await runs.ListActiveAsync(ActiveMax, stoppingToken))
        {
            Wake(definition, stoppingToken);
        }
    }

    private async Task StartAsync(SyncDefinitionId definition, CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<ISyncDefinitionGrain>(definition.Value).StartRunAsync(RunRequest.Ordinary, stoppingToken);
        }
        catch (SyncException exception)
        {
            // Told again at each look, until somebody mends or suspends the definition.
            LogCannotStart(exception, definition);
        }
    }

    private async Task KeepAwakeAsync(SyncDefinitionId definition, TaskCompletionSource rest, CancellationToken stoppingToken)
    {
        try
        {
            await places.WaitAsync(stoppingToken);
            try
            {
                var slice = RunSlice.More;
                while (slice.HasMore)
                {
                    slice = await grains.GetGrain<ISyncDefinitionGrain>(definition.Value).WakeAsync(stoppingToken);
                    if (slice.ResumeAt is { } at && at - clock.GetUtcNow() is { Ticks: > 0 } wait)
                    {
                        await Task.Delay(wait, clock, stoppingToken);
                    }
                }
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; another one, or this one when it is back, goes on.
        }
        catch (Exception exception)
        {
            LogCannotWake(exception, definition);
        }
        finally
        {
            awake.TryRemove(definition, out _);
            rest.TrySetResult();
        }
    }

    [LoggerMessage(LogLevel.Error, "Runs cannot be looked for; they are looked for again in a moment.")]
    private partial void LogCannotLook(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Definition {DefinitionId} is due and cannot be started.")]
    private partial void LogCannotStart(Exception exception, SyncDefinitionId definitionId);

    [LoggerMessage(LogLevel.Error, "Definition {DefinitionId} cannot be woken; it is tried again in a moment.")]
    private partial void LogCannotWake(Exception exception, SyncDefinitionId definitionId);
}
