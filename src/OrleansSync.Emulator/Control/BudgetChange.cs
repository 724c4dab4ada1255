namespace OrleansSync.Emulator.Control;

/// <summary>Sets throttling: what is null stays.</summary>
internal sealed record BudgetChange(bool? Unlimited, int? Tier);
