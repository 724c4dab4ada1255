using System.Collections.Immutable;
using OrleansSync.Helix.Clusters;

namespace OrleansSync.Helix.Logs;

/// <summary>What clusters said. A port; whoever runs clusters appends.</summary>
public interface IClusterLogs
{
    /// <summary>Appends lines; their numbers are given by the store.</summary>
    Task AppendAsync(ClusterId cluster, ImmutableArray<LogLine> lines, CancellationToken cancellationToken);

    /// <summary>Lines of a time, the start included and the end not, oldest first; the newest when there are more than <paramref name="limit"/>.</summary>
    Task<ImmutableArray<LogLine>> ReadRangeAsync(ClusterId cluster, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken);

    /// <summary>Lines after a number, oldest first.</summary>
    Task<ImmutableArray<LogLine>> ReadAfterAsync(ClusterId cluster, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The newest line, or null.</summary>
    Task<LogLine?> FindLatestAsync(ClusterId cluster, CancellationToken cancellationToken);
}
