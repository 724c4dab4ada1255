using System.Collections.Immutable;

namespace OrleansSync.Engine.Budgets;

/// <summary>What a budget has granted, as far as it still counts: enough to go on elsewhere without granting a unit twice.</summary>
/// <param name="Leases">The leases of the last minute, the oldest first.</param>
/// <param name="Quarters">What was granted in the last 24 h, by quarters of an hour, the oldest first.</param>
/// <param name="ClosedUntil">Nothing is granted before this time.</param>
public sealed record BudgetBalance(ImmutableArray<BudgetLease> Leases, ImmutableArray<BudgetQuarter> Quarters, DateTimeOffset ClosedUntil);
