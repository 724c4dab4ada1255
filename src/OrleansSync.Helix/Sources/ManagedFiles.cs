using OrleansSync.Helix.Clusters;

namespace OrleansSync.Helix.Sources;

/// <summary>Which files of a folder are a cluster's source; all others are never sent, changed or removed.</summary>
public static class ManagedFiles
{
    /// <summary>True for a file that belongs to the source.</summary>
    /// <param name="kind">Of the cluster.</param>
    /// <param name="path">Normalised by <see cref="SourcePath"/>.</param>
    public static bool Contains(ClusterKind kind, string path) => kind is ClusterKind.Enterprise
        ? path is "Cargo.toml" or "Cargo.lock" or "build.rs" or "rust-toolchain" or "rust-toolchain.toml"
            || (path.StartsWith("src/", StringComparison.Ordinal) && path != "src/queries.json")
            || (path.StartsWith(".cargo/", StringComparison.Ordinal) && path.EndsWith(".toml", StringComparison.Ordinal) && path.IndexOf('/', 7) < 0)
        : path.EndsWith(".hx", StringComparison.Ordinal);
}
