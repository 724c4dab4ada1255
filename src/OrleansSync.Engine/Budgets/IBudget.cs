using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Budgets;

/// <summary>The resource units of one tenant's app: never more than configured in any sliding 60 s (P8), shared fairly between definitions.</summary>
public interface IBudget
{
    /// <summary>Asks for a lease and is answered at once; never waits.</summary>
    /// <param name="definition">For whom.</param>
    /// <param name="units">Resource units wanted: 1 to 1,000.</param>
    /// <param name="priority">For what.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<BudgetAnswer> AcquireAsync(SyncDefinitionId definition, int units, BudgetPriority priority, CancellationToken cancellationToken);

    /// <summary>How it stands now; changes nothing.</summary>
    Task<BudgetView> LookAsync(CancellationToken cancellationToken);

    /// <summary>The service said stop (429, 503): nothing is granted before this time.</summary>
    Task CloseUntilAsync(DateTimeOffset until, CancellationToken cancellationToken);
}
