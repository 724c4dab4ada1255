namespace OrleansSync.Engine.Budgets;

/// <summary>A tenant's size in licences, which decides its resource units (sharepoint-graph.md 10.3).</summary>
public enum TenantTier
{
    /// <summary>Up to 1,000 licences: 1,250 units a minute, 1,200,000 a day.</summary>
    UpTo1000 = 1,

    /// <summary>Up to 5,000 licences: 2,500 and 2,400,000.</summary>
    UpTo5000 = 2,

    /// <summary>Up to 15,000 licences: 3,750 and 3,600,000.</summary>
    UpTo15000 = 3,

    /// <summary>Up to 50,000 licences: 5,000 and 4,800,000.</summary>
    UpTo50000 = 4,

    /// <summary>More licences: 6,250 and 6,000,000.</summary>
    Over50000 = 5,
}
