using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Budgets;

/// <summary>
/// The budget of one tenant's app, in memory: whoever has it is the only one that grants. A lease counts from the moment it is given until 60 s
/// after its end, whether it was spent or not, so that no sliding 60 s can hold more than the limit.
/// </summary>
public sealed class ResourceBudget : IBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private readonly Lock gate = new();
    private readonly BudgetLimits limits;
    private readonly TimeProvider time;
    private readonly Queue<BudgetLease> leases = [];

    // What the leases add up to: adding them up for each lease would cost more than the write that it is for.
    private readonly Dictionary<SyncDefinitionId, int> usedBy = [];
    private readonly BudgetClaims claims = new();
    private readonly BudgetDay day = new();
    private int used;
    private int usedByBackfill;
    private DateTimeOffset closedUntil;

    private ResourceBudget(BudgetLimits limits, TimeProvider time, DateTimeOffset closedUntil)
    {
        limits.Check();
        (this.limits, this.time, this.closedUntil) = (limits, time, closedUntil);
    }

    /// <summary>A budget of an app that sent nothing in the last 60 s.</summary>
    public static ResourceBudget Unspent(BudgetLimits limits, TimeProvider time) => new(limits, time, DateTimeOffset.MinValue);

    /// <summary>A budget after a restart: nobody knows what was spent before, so it grants nothing for a lease and a minute.</summary>
    /// <param name="limits">How much.</param>
    /// <param name="time">The clock.</param>
    /// <param name="earlier">The last balance that is known, for the day's limit; null for none.</param>
    public static ResourceBudget AfterRestart(BudgetLimits limits, TimeProvider time, BudgetBalance? earlier = null)
    {
        var budget = new ResourceBudget(limits, time, time.GetUtcNow() + limits.LeaseFor + Window);
        budget.Take(earlier);
        return budget;
    }

    /// <summary>A budget that goes on where another one ended: nothing was granted since the balance was taken.</summary>
    public static ResourceBudget Continue(BudgetLimits limits, TimeProvider time, BudgetBalance balance)
    {
        var budget = new ResourceBudget(limits, time, balance.ClosedUntil);
        budget.Take(balance);
        return budget;
    }

    /// <summary>What was granted and still counts.</summary>
    public BudgetBalance ToBalance()
    {
        lock (gate)
        {
            return new([.. leases], day.ToQuarters(), closedUntil);
        }
    }

    /// <inheritdoc/>
    public Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        lock (gate)
        {
            return Task.FromResult(Acquire(definition, units, priority, time.GetUtcNow()));
        }
    }

    /// <inheritdoc/>
    public Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            closedUntil = until > closedUntil ? until : closedUntil;
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<BudgetView> LookAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var usedToday = day.Used(now);
            var until = now < closedUntil ? closedUntil : usedToday >= limits.UnitsPerDay ? day.FreesAt(now) : used >= limits.UnitsPerMinute ? FreesAt(1, now) : (DateTimeOffset?)null;
            return Task.FromResult(new BudgetView(limits.UnitsPerMinute, used, limits.UnitsPerDay, usedToday, claims.Count, until));
        }
    }

    private void Take(BudgetBalance? balance)
    {
        foreach (var lease in balance?.Leases ?? [])
        {
            Add(lease);
        }

        day.Restore(balance?.Quarters ?? []);
        if (balance?.ClosedUntil > closedUntil)
        {
            closedUntil = balance.ClosedUntil;
        }
    }

    private BudgetAnswer Acquire(SyncDefinitionId definition, int units, BudgetPriority priority, DateTimeOffset now)
    {
        Forget(now);
        var left = limits.UnitsPerMinute - used;
        var dayLimit = limits.UnitsPerDay;
        if (priority == BudgetPriority.Backfill)
        {
            left = Math.Min(left, Share(limits.UnitsPerMinute, limits.BackfillShare) - usedByBackfill);
            dayLimit = Share(dayLimit, limits.BackfillDayShare);
        }

        var dayLeft = dayLimit - day.Used(now);
        var granted = now < closedUntil ? 0 : Math.Min(Math.Min(units, dayLeft), claims.Grantable(definition, priority, left, limits.UnitsPerMinute, UsedBy));
        if (granted <= 0)
        {
            claims.Add(definition, priority, units, now + Window);
            return new BudgetAnswer.RetryAt(now < closedUntil ? closedUntil : dayLeft <= 0 ? day.FreesAt(now) : FreesAt(Math.Min(units, Math.Max(1, limits.UnitsPerMinute / 4)), now));
        }

        claims.Settle(definition, priority, granted);
        if (granted < units)
        {
            claims.Add(definition, priority, units - granted, now + Window);
        }

        Add(new(now + limits.LeaseFor + Window, granted, definition, priority));
        day.Add(granted, now);
        return new BudgetAnswer.Granted(granted, now + limits.LeaseFor);
    }

    private void Forget(DateTimeOffset now)
    {
        while (leases.TryPeek(out var oldest) && oldest.FreeAt <= now)
        {
            Count(leases.Dequeue(), -1);
        }

        claims.Forget(now);
    }

    private void Add(BudgetLease lease)
    {
        leases.Enqueue(lease);
        Count(lease, 1);
    }

    private void Count(BudgetLease lease, int sign)
    {
        used += sign * lease.Units;
        usedByBackfill += lease.Priority == BudgetPriority.Backfill ? sign * lease.Units : 0;
        var left = UsedBy(lease.Definition) + (sign * lease.Units);
        if (left == 0)
        {
            usedBy.Remove(lease.Definition);
        }
        else
        {
            usedBy[lease.Definition] = left;
        }
    }

    // When as much as that is free again; asking for each unit as it comes would make small batches.
    private DateTimeOffset FreesAt(int units, DateTimeOffset now)
    {
        var at = now + limits.LeaseFor;
        foreach (var lease in leases)
        {
            at = lease.FreeAt;
            units -= lease.Units;
            if (units <= 0)
            {
                break;
            }
        }

        return at;
    }

    private int UsedBy(SyncDefinitionId definition) => usedBy.GetValueOrDefault(definition);

    private static int Share(int units, double share) => Math.Max(1, (int)(units * share));
}
