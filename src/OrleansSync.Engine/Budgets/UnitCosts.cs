namespace OrleansSync.Engine.Budgets;

/// <summary>Resource units of the calls that rows cost, known before they are sent (sharepoint-graph.md 10.2).</summary>
public static class UnitCosts
{
    /// <summary>A create, an update or a delete.</summary>
    public const int Write = 2;

    /// <summary>An item that is read.</summary>
    public const int Read = 1;

    /// <summary>A query for items.</summary>
    public const int Query = 2;
}
