using OrleansSync.Engine.Budgets;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>What lasts of a tenant's budget.</summary>
public sealed class TenantState
{
    /// <summary>True while an activation grants: what is found then after a crash is not all that was granted.</summary>
    public bool IsOpen { get; set; }

    /// <summary>What had been granted when it was written; null before the first time.</summary>
    public BudgetBalance? Balance { get; set; }
}
