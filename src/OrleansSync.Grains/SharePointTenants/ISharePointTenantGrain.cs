using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>The budget of one tenant's app. Key: the tenant, a slash, the client id, in lower case.</summary>
[Alias("ISharePointTenantGrain")]
public interface ISharePointTenantGrain : IGrainWithStringKey
{
    /// <summary>Asks for a lease and is answered at once.</summary>
    [Alias("AcquireAsync")]
    Task<BudgetAnswer> AcquireAsync(BudgetLimits limits, SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken);

    /// <summary>How the budget stands now.</summary>
    [Alias("LookAsync")]
    Task<BudgetView> LookAsync(BudgetLimits limits, CancellationToken cancellationToken);

    /// <summary>The service said stop: nothing is granted before this time.</summary>
    [Alias("CloseUntilAsync")]
    Task CloseUntilAsync(BudgetLimits limits, DateTimeOffset until, CancellationToken cancellationToken);
}
