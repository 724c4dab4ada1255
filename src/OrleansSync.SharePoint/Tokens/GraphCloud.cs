namespace OrleansSync.SharePoint.Tokens;

/// <summary>Which of Microsoft's clouds a tenant lives in; tokens of one are no use in another (sharepoint-graph.md 1.10).</summary>
public enum GraphCloud
{
    /// <summary>The global cloud, GCC among it.</summary>
    Global,

    /// <summary>US Government L4 (GCC High).</summary>
    UsGovernment,

    /// <summary>US Government L5 (DoD).</summary>
    UsGovernmentDefense,

    /// <summary>China, operated by 21Vianet.</summary>
    China,
}
