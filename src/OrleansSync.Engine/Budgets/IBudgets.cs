namespace OrleansSync.Engine.Budgets;

/// <summary>Finds the budget of a tenant's app; a port. All connections of one app share one budget, whichever silo they are used on.</summary>
public interface IBudgets
{
    /// <summary>The budget.</summary>
    /// <param name="tenantId">The tenant, as it was declared.</param>
    /// <param name="clientId">The app's client id; empty for the machine's identity.</param>
    /// <param name="limits">How much of the tenant's units the app may use.</param>
    IBudget Of(string tenantId, string clientId, BudgetLimits limits);
}
