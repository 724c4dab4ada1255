using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Artifacts;

/// <summary>A source as it is stored.</summary>
internal sealed record StoredSource(StoredSource.File[] Files, string? HelixToml)
{
    public static StoredSource Of(SourceSet source) =>
        new([.. source.Files.Select(file => new File(file.Path, file.Content, file.Stamp.Sha256, file.Stamp.LastModifiedMs))], source.HelixToml);

    public SourceSet ToSource() => new([.. Files.Select(file => new SourceFile(file.Path, file.Content, new FileStamp(file.Sha256, file.Ms)))], HelixToml);

    internal sealed record File(string Path, string Content, string Sha256, long? Ms);
}
