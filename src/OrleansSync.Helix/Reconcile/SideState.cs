using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Reconcile;

/// <summary>One side's files by path, without their contents.</summary>
/// <param name="Files">Normalised paths and what is known of the files.</param>
public sealed record SideState(IReadOnlyDictionary<string, FileStamp> Files)
{
    /// <summary>No files.</summary>
    public static readonly SideState Empty = new(new Dictionary<string, FileStamp>());

    /// <summary>The state of files that are at hand.</summary>
    public static SideState Of(IEnumerable<SourceFile> files) => new(files.ToDictionary(file => file.Path, file => file.Stamp, StringComparer.Ordinal));
}
