namespace OrleansSync.Helix.Clusters;

/// <summary>What a cluster is.</summary>
public enum ClusterKind
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Runs compiled queries (.hx).</summary>
    Standard = 1,

    /// <summary>Runs queries of a Rust project; only in enterprise workspaces.</summary>
    Enterprise = 2,
}
