using System.Collections.Immutable;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>Says what is wrong with a source before anything is stored or built: schema, queries, types. A port.</summary>
public interface ISourceChecker
{
    /// <summary>All findings at once, in the order of the files and their lines. An error stops the deploy.</summary>
    Task<ImmutableArray<SourceFinding>> CheckAsync(ClusterKind kind, SourceSet source, CancellationToken cancellationToken);
}
