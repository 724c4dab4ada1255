namespace OrleansSync.Engine.Budgets;

/// <summary>What was granted in a quarter of an hour.</summary>
/// <param name="Number">Which, counted from 1970.</param>
/// <param name="Units">How many units.</param>
public readonly record struct BudgetQuarter(long Number, int Units);
