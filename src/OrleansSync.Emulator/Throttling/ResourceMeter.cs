namespace OrleansSync.Emulator.Throttling;

/// <summary>Counts resource units in fixed windows and says when a caller has to wait (10).</summary>
internal sealed class ResourceMeter(TimeProvider clock, int tier, bool unlimited)
{
    private readonly Lock gate = new();
    private readonly Window minute = new(TimeSpan.FromMinutes(1));
    private readonly Window fiveMinutes = new(TimeSpan.FromMinutes(5));
    private readonly Window day = new(TimeSpan.FromDays(1));

    /// <summary>Throttling is off; units are still counted.</summary>
    public bool Unlimited { get; set; } = unlimited;

    /// <summary>The size of the tenant, 1 to 5.</summary>
    public int Tier { get; set; } = tier;

    /// <summary>Counts a call, let through or not.</summary>
    public Charge Add(int units)
    {
        lock (gate)
        {
            var budget = TenantTier.Of(Tier);
            var now = clock.GetUtcNow().UtcDateTime;
            var ofMinute = minute.Add(units, now);
            var ofFive = fiveMinutes.Add(units, now);
            var ofDay = day.Add(units, now);
            if (Unlimited)
            {
                return new(false, 0, false, budget.PerMinute, Math.Max(0, budget.PerMinute - ofMinute), minute.Reset(now));
            }

            var overMinute = ofMinute > budget.PerMinute;
            var wait = Math.Max(overMinute ? minute.Reset(now) : 0, Math.Max(ofFive > budget.PerFiveMinutes ? fiveMinutes.Reset(now) : 0, ofDay > budget.PerDay ? day.Reset(now) : 0));
            // 10.4: shown from 80 % of the minute, and on no refusal by another limit.
            var shows = wait > 0 ? overMinute : ofMinute * 10 >= (long)budget.PerMinute * 8;
            return new(wait > 0, wait, shows, budget.PerMinute, Math.Max(0, budget.PerMinute - ofMinute), minute.Reset(now));
        }
    }

    /// <summary>How much is used.</summary>
    public BudgetView Read()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new(TenantTier.Of(Tier), minute.Add(0, now), day.Add(0, now), fiveMinutes.Add(0, now), minute.Reset(now), Unlimited);
        }
    }

    /// <summary>What a call was answered.</summary>
    internal readonly record struct Charge(bool IsThrottled, int RetryAfter, bool ShowsHeaders, int Limit, long Remaining, int Reset);

    private sealed class Window(TimeSpan length)
    {
        private long number = -1;
        private long used;

        public long Add(int units, DateTime now)
        {
            var current = now.Ticks / length.Ticks;
            if (current != number)
            {
                (number, used) = (current, 0);
            }

            return used += units;
        }

        public int Reset(DateTime now) => (int)Math.Ceiling((length - TimeSpan.FromTicks(now.Ticks % length.Ticks)).TotalSeconds);
    }
}
