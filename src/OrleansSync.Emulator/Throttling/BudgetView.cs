namespace OrleansSync.Emulator.Throttling;

/// <summary>How much of the budgets is used.</summary>
/// <param name="Tier">The budgets.</param>
/// <param name="Minute">Resource units used in the current minute.</param>
/// <param name="Day">Resource units used in the current 24 hours.</param>
/// <param name="FiveMinutes">Resource units used in the current five minutes.</param>
/// <param name="ResetSeconds">Seconds until the current minute ends.</param>
/// <param name="Unlimited">Throttling is off.</param>
public sealed record BudgetView(TenantTier Tier, long Minute, long Day, long FiveMinutes, int ResetSeconds, bool Unlimited);
