namespace OrleansSync.Helix.Sources;

/// <summary>A file of queries or schema.</summary>
/// <param name="Path">Relative to the queries folder, normalised by <see cref="SourcePath"/>.</param>
/// <param name="Content">Text.</param>
/// <param name="Stamp">Fingerprint and time of the last change.</param>
[GenerateSerializer, Immutable, Alias("Helix.SourceFile")]
public sealed record SourceFile([property: Id(0)] string Path, [property: Id(1)] string Content, [property: Id(2)] FileStamp Stamp)
{
    /// <summary>Makes a file with the fingerprint of its content.</summary>
    public static SourceFile Of(string path, string content, long? lastModifiedMs) => new(path, content, new FileStamp(SourceHash.Of(content), lastModifiedMs));
}
