using System.Collections.Immutable;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>Checks only that there is something to deploy: a deploy from the wrong folder would else replace a working cluster by nothing.</summary>
public sealed class PresenceChecker : ISourceChecker
{
    /// <inheritdoc />
    public Task<ImmutableArray<SourceFinding>> CheckAsync(ClusterKind kind, SourceSet source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var suffix = kind is ClusterKind.Enterprise ? ".rs" : ".hx";
        ImmutableArray<SourceFinding> findings = source.Files.Any(file => file.Path.EndsWith(suffix, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(file.Content))
            ? []
            : [new SourceFinding("", 0, 0, "", $"No {suffix} files with content were sent; deploy from the folder with helix.toml or below it.", IsError: true)];
        return Task.FromResult(findings);
    }
}
