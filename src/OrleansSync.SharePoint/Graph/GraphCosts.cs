using OrleansSync.Engine.Budgets;

namespace OrleansSync.SharePoint.Graph;

/// <summary>Resource units of each kind of call, known before it is sent (sharepoint-graph.md 10.2).</summary>
internal static class GraphCosts
{
    /// <summary>One item, list, column or site.</summary>
    public const int Single = UnitCosts.Read;

    /// <summary>A page of a query.</summary>
    public const int Query = UnitCosts.Query;

    /// <summary>A create, an update or a delete.</summary>
    public const int Write = UnitCosts.Write;

    /// <summary>A delta page with a token.</summary>
    public const int Delta = 1;

    /// <summary>The first delta page of an enumeration.</summary>
    public const int DeltaFromZero = 2;

    /// <summary>Most units of one lease, by the budget's contract.</summary>
    public const int LeaseMax = 1000;
}
