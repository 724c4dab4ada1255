using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>Budgets that tenants' grains hold, one for each tenant's app in the whole cluster.</summary>
public sealed class GrainBudgets(IGrainFactory grains) : IBudgets
{
    /// <inheritdoc/>
    public IBudget Of(string tenantId, string clientId, BudgetLimits limits) =>
        new GrainBudget(grains.GetGrain<ISharePointTenantGrain>($"{tenantId}/{clientId}".ToLowerInvariant()), limits);

    private sealed class GrainBudget(ISharePointTenantGrain tenant, BudgetLimits limits) : IBudget
    {
        public Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken) =>
            tenant.AcquireAsync(limits, definition, units, priority, cancellationToken);

        public Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken) => tenant.CloseUntilAsync(limits, until, cancellationToken);
    }
}
