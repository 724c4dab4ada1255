namespace OrleansSync.Engine.SharePointConnections;

/// <summary>Microsoft's clouds (sharepoint-graph.md 1.10). The numbers are stored and never change.</summary>
public enum SharePointCloud
{
    /// <summary>Not given: taken as global.</summary>
    Unspecified = 0,

    /// <summary>The global cloud, GCC among it.</summary>
    Global = 1,

    /// <summary>US Government L4 (GCC High).</summary>
    UsGovernment = 2,

    /// <summary>US Government L5 (DoD).</summary>
    UsGovernmentDod = 3,

    /// <summary>China, operated by 21Vianet.</summary>
    China = 4,
}
