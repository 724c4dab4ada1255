using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>Looks from time to time for stored secrets that end soon, and warns of each.</summary>
internal sealed partial class SecretExpiryWatch(ISecretStore store, IOptions<SecretOptions> options, TimeProvider clock, ILogger<SecretExpiryWatch> logger) : BackgroundService
{
    private const int WarningsMax = 100;

    private volatile Tuple<ImmutableArray<ExpiringSecret>> found = Tuple.Create(ImmutableArray<ExpiringSecret>.Empty);

    /// <summary>What the last look found, the most urgent first.</summary>
    public ImmutableArray<ExpiringSecret> Expiring => found.Item1;

    /// <summary>Looks now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var expiring = await store.ListExpiringAsync(now + options.Value.ExpiryWarning, WarningsMax, cancellationToken);
        found = Tuple.Create(expiring);
        foreach (var secret in expiring)
        {
            if (secret.ExpiresAt <= now)
            {
                LogEnded(secret.Owner, secret.ExpiresAt);
            }
            else
            {
                LogEnding(secret.Owner, secret.DaysLeft(now), secret.ExpiresAt);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ExpiryPeriod, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (SyncException failure)
            {
                LogFailed(failure.Error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The secret {Owner} ends in {Days} days, at {End:u}: put a new one beside it.")]
    private partial void LogEnding(SecretOwner owner, int days, DateTimeOffset end);

    [LoggerMessage(LogLevel.Error, "The secret {Owner} ended at {End:u}: put a new one.")]
    private partial void LogEnded(SecretOwner owner, DateTimeOffset end);

    [LoggerMessage(LogLevel.Warning, "The ends of secrets could not be looked at ({Error}); the next look is as usual.")]
    private partial void LogFailed(SyncError error);
}
