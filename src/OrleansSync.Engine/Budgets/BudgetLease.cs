using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Budgets;

/// <summary>Units that were granted.</summary>
/// <param name="FreeAt">When they no longer count.</param>
/// <param name="Units">How many.</param>
/// <param name="Definition">To whom.</param>
/// <param name="Priority">For what.</param>
public readonly record struct BudgetLease(DateTimeOffset FreeAt, int Units, SyncDefinitionId Definition, BudgetPriority Priority);
