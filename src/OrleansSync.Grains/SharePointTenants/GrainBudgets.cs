using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>Budgets that tenants' grains hold, one for each tenant's app in the whole cluster.</summary>
public sealed class GrainBudgets(IGrainFactory grains, BudgetTelemetry telemetry) : IBudgets
{
    /// <inheritdoc/>
    public IBudget Of(string tenantId, string clientId, BudgetLimits limits) =>
        new GrainBudget(grains.GetGrain<ISharePointTenantGrain>($"{tenantId}/{clientId}".ToLowerInvariant()), limits, telemetry);

    private sealed class GrainBudget(ISharePointTenantGrain tenant, BudgetLimits limits, BudgetTelemetry telemetry) : IBudget
    {
        public async Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken)
        {
            var answer = await tenant.AcquireAsync(limits, definition, units, priority, cancellationToken);
            if (answer is BudgetAnswer.Granted granted)
            {
                telemetry.Grant(granted.Units);
            }
            else
            {
                telemetry.Refuse();
            }

            return answer;
        }

        public Task<BudgetView> LookAsync(CancellationToken cancellationToken) => tenant.LookAsync(limits, cancellationToken);

        public Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken)
        {
            telemetry.Throttle();
            return tenant.CloseUntilAsync(limits, until, cancellationToken);
        }
    }
}
