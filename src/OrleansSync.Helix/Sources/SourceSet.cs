using System.Collections.Immutable;

namespace OrleansSync.Helix.Sources;

/// <summary>The source of one cluster at one moment: what a deploy sends and a sync reads.</summary>
/// <param name="Files">Ordered by path; each path once.</param>
/// <param name="HelixToml">The project file that came with them; null when none did.</param>
[GenerateSerializer, Immutable, Alias("Helix.SourceSet")]
public sealed record SourceSet([property: Id(0)] ImmutableArray<SourceFile> Files, [property: Id(1)] string? HelixToml)
{
    /// <summary>No files.</summary>
    public static readonly SourceSet Empty = new([], HelixToml: null);
}
