using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Testing.Budgets;

/// <summary>A budget in memory: so many units in any sliding minute, first come, first served. For one thread at a time.</summary>
/// <param name="unitsPerMinute">At least 1.</param>
/// <param name="time">The clock.</param>
public sealed class InMemoryBudget(int unitsPerMinute, TimeProvider time) : PortTwin, IBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeaseFor = TimeSpan.FromSeconds(10);
    private readonly Queue<(DateTimeOffset FreeAt, int Units)> leases = [];
    private DateTimeOffset closedUntil = DateTimeOffset.MinValue;

    public Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken) =>
        RunAsync(nameof(AcquireAsync), () => Acquire(units), cancellationToken);

    public Task<BudgetView> LookAsync(CancellationToken cancellationToken) =>
        RunAsync(nameof(LookAsync), () => new BudgetView(unitsPerMinute, leases.Where(lease => lease.FreeAt > time.GetUtcNow()).Sum(lease => lease.Units), int.MaxValue, 0, 0, closedUntil > time.GetUtcNow() ? closedUntil : null), cancellationToken);

    public Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        RunAsync(nameof(CloseUntilAsync), () => closedUntil = until > closedUntil ? until : closedUntil, cancellationToken);

    private BudgetAnswer Acquire(int units)
    {
        var now = time.GetUtcNow();
        while (leases.TryPeek(out var oldest) && oldest.FreeAt <= now)
        {
            leases.Dequeue();
        }

        var left = unitsPerMinute - leases.Sum(lease => lease.Units);
        if (now < closedUntil || left <= 0)
        {
            return new BudgetAnswer.RetryAt(now < closedUntil ? closedUntil : leases.Peek().FreeAt);
        }

        // The last unit of a lease may be spent when it ends, and counts for a whole window from then on.
        var granted = Math.Min(units, left);
        leases.Enqueue((now + LeaseFor + Window, granted));
        return new BudgetAnswer.Granted(granted, now + LeaseFor);
    }
}
