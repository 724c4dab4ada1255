using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Bench.SharePoint;

/// <summary>Grants all that is asked for: throttling is not what is measured.</summary>
internal sealed class OpenBudget : IBudget
{
    public Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken) =>
        Task.FromResult<BudgetAnswer>(new BudgetAnswer.Granted(units, DateTimeOffset.MaxValue));

    public Task<BudgetView> LookAsync(CancellationToken cancellationToken) => Task.FromResult(new BudgetView(int.MaxValue, 0, int.MaxValue, 0, 0, null));

    public Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken) => throw new InvalidOperationException("The emulator throttled.");
}
