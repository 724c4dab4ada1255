using OrleansSync.Engine.Budgets;
using OrleansSync.Testing.Budgets;

namespace OrleansSync.Testing.Tests.Budgets;

/// <summary>The contract on the twin.</summary>
public sealed class InMemoryBudgetTests : BudgetContract
{
    protected override IBudget Open() => new InMemoryBudget(UnitsPerMinute, Clock);
}
