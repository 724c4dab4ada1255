using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>
/// Grants from memory. An activation notes that it has begun before it grants, and writes its balance when it ends in order; one that finds the note
/// of another that never ended grants nothing for a lease and a minute, so that no sliding minute holds more than the limit (P8).
/// </summary>
internal sealed class SharePointTenantGrain([PersistentState("tenant")] IPersistentState<TenantState> state, TimeProvider clock) : Grain, ISharePointTenantGrain
{
    private ResourceBudget? budget;
    private BudgetLimits? known;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (budget is not null)
        {
            (state.State.IsOpen, state.State.Balance) = (false, budget.ToBalance());
            await state.WriteStateAsync(cancellationToken);
        }
    }

    public async Task<BudgetAnswer> AcquireAsync(BudgetLimits limits, SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken) =>
        await (await OpenAsync(limits, cancellationToken)).AcquireAsync(definition, units, priority, cancellationToken);

    public async Task<BudgetView> LookAsync(BudgetLimits limits, CancellationToken cancellationToken) => await (await OpenAsync(limits, cancellationToken)).LookAsync(cancellationToken);

    public async Task CloseUntilAsync(BudgetLimits limits, DateTimeOffset until, CancellationToken cancellationToken) =>
        await (await OpenAsync(limits, cancellationToken)).CloseUntilAsync(until, cancellationToken);

    private async Task<ResourceBudget> OpenAsync(BudgetLimits limits, CancellationToken cancellationToken)
    {
        if (budget is not null && known == limits)
        {
            return budget;
        }

        if (budget is not null)
        {
            (budget, known) = (ResourceBudget.Continue(limits, clock, budget.ToBalance()), limits);
            return budget;
        }

        var found = state.State;
        var opened = found switch
        {
            { IsOpen: true } => ResourceBudget.AfterRestart(limits, clock, found.Balance),
            { Balance: { } balance } => ResourceBudget.Continue(limits, clock, balance),
            _ => ResourceBudget.Unspent(limits, clock),
        };
        state.State.IsOpen = true;
        await state.WriteStateAsync(cancellationToken);
        (budget, known) = (opened, limits);
        return opened;
    }
}
