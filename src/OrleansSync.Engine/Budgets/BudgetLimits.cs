namespace OrleansSync.Engine.Budgets;

/// <summary>How much of a tenant's resource units one app may use.</summary>
[GenerateSerializer, Immutable, Alias("BudgetLimits")]
public sealed record BudgetLimits
{
    /// <summary>Resource units in any sliding 60 s; at least 1.</summary>
    [Id(0)]
    public required int UnitsPerMinute { get; init; }

    /// <summary>Resource units in any sliding 24 h; at least <see cref="UnitsPerMinute"/>.</summary>
    [Id(1)]
    public required int UnitsPerDay { get; init; }

    /// <summary>
    /// How long a lease may be spent, 0.1 to 30 s. A unit counts from its lease until 60 s after the lease's end, so a longer lease wastes more
    /// of the budget: 2 s waste 3 %.
    /// </summary>
    [Id(2)]
    public TimeSpan LeaseFor { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The part of a minute that backfills may use, 0.1 to 1; the rest always waits for people's edits.</summary>
    [Id(3)]
    public double BackfillShare { get; init; } = 0.95;

    /// <summary>The part of a day that backfills may use, 0.1 to 1.</summary>
    [Id(4)]
    public double BackfillDayShare { get; init; } = 0.8;

    /// <summary>A share of what Microsoft grants a tenant of a size.</summary>
    /// <param name="tier">The tenant's size.</param>
    /// <param name="share">0.01 to 1; the default is 90 %.</param>
    public static BudgetLimits Of(TenantTier tier, double share = 0.9)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0.01);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        var (minute, day) = Caps(tier);
        return new() { UnitsPerMinute = (int)(minute * share), UnitsPerDay = (int)(day * share) };
    }

    /// <summary>Throws when a limit is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(UnitsPerMinute, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(UnitsPerDay, UnitsPerMinute);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseFor, TimeSpan.FromSeconds(0.1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(LeaseFor, TimeSpan.FromSeconds(30));
        ArgumentOutOfRangeException.ThrowIfLessThan(BackfillShare, 0.1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BackfillShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BackfillDayShare, 0.1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BackfillDayShare, 1);
    }

    // "How to avoid getting throttled or blocked in SharePoint Online": app and tenant, per minute and per 24 hours.
    private static (int Minute, int Day) Caps(TenantTier tier) => tier switch
    {
        TenantTier.UpTo1000 => (1_250, 1_200_000),
        TenantTier.UpTo5000 => (2_500, 2_400_000),
        TenantTier.UpTo15000 => (3_750, 3_600_000),
        TenantTier.UpTo50000 => (5_000, 4_800_000),
        TenantTier.Over50000 => (6_250, 6_000_000),
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "There is no such size."),
    };
}
