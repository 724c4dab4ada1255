using Microsoft.Extensions.Options;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Postgres.Databases;

namespace OrleansSync.Server.DatabaseInstances;

/// <summary>
/// Tests each active instance from time to time and keeps what it finds with the instance. Written only when something but the time
/// has changed, since each write changes the instance's etag. Servers of a cluster each look; what they find is the same.
/// </summary>
internal sealed partial class InstanceHealthWatch(
    IResources<DatabaseSpec> databases, IResources<InstanceSpec> instances, InstanceTests tests, IOptions<DatabaseOptions> options, TimeProvider clock, ILogger<InstanceHealthWatch> logger) : BackgroundService
{
    private const int PageSize = 100;
    private const int AtOnceMax = 8;

    /// <summary>Checks all instances now.</summary>
    public async Task CheckAllAsync(CancellationToken cancellationToken)
    {
        Guid? after = null;
        while (await instances.ListAsync(parentId: null, after, PageSize, cancellationToken) is { IsEmpty: false } page)
        {
            foreach (var group in page.Where(instance => instance.Spec.Status == ResourceStatus.Active).Chunk(AtOnceMax))
            {
                await Task.WhenAll(group.Select(instance => CheckAsync(instance, cancellationToken)));
            }

            after = page[^1].Id;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HealthPeriod, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAllAsync(stoppingToken);
            }
            catch (SyncException failure)
            {
                LogFailed(failure.Error);
            }
        }
    }

    private async Task CheckAsync(Resource<InstanceSpec> instance, CancellationToken cancellationToken)
    {
        if (await databases.FindAsync(instance.Spec.DatabaseId, cancellationToken) is not { } database)
        {
            return;
        }

        var (before, health) = (instance.Spec.Health, await TestAsync(database.Spec, instance, cancellationToken));
        if (InstanceCheck.IsSame(before, health))
        {
            return;
        }

        if (!health.IsReachable && before is not { IsReachable: false })
        {
            LogLost(instance.Id, health.Problem);
        }
        else if (health.IsReachable && before is { IsReachable: false })
        {
            LogBack(instance.Id);
        }

        try
        {
            await instances.UpdateAsync(instance.Change(instance.Spec with { Health = health }, clock.Now()), request: null, cancellationToken);
        }
        catch (SyncException failure) when (failure.Error is SyncError.EtagMismatch or SyncError.NotFound)
        {
            // Somebody changed or deleted it meanwhile; the next check looks at what it is then.
        }
    }

    private async Task<InstanceHealth> TestAsync(DatabaseSpec database, Resource<InstanceSpec> instance, CancellationToken cancellationToken)
    {
        try
        {
            return InstanceCheck.HealthOf(await tests.TestAsync(database, instance, DatabaseNeeds.None, cancellationToken), instance.Spec.Role);
        }
        catch (SyncException failure) when (failure.Error is SyncError.SecretRefused or SyncError.SecretUnavailable)
        {
            return new InstanceHealth(clock.Now(), IsReachable: false, IsWritable: false, "", failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database instance {Instance} cannot be used: {Problem}")]
    private partial void LogLost(Guid instance, string problem);

    [LoggerMessage(LogLevel.Information, "The database instance {Instance} can be used again.")]
    private partial void LogBack(Guid instance);

    [LoggerMessage(LogLevel.Warning, "The database instances could not be checked ({Error}); the next check is as usual.")]
    private partial void LogFailed(SyncError error);
}
