namespace OrleansSync.Helix.Client.Sources;

/// <summary>What is remembered of a folder's files.</summary>
/// <param name="Files">By path; without those whose time may not tell.</param>
/// <param name="Fingerprint">Of all files, as <see cref="Helix.Sources.SourceHash.OfAll"/> makes it; empty when some were left out.</param>
internal sealed record StampedFolder(IReadOnlyDictionary<string, StampedFile> Files, string Fingerprint)
{
    /// <summary>Nothing.</summary>
    public static readonly StampedFolder Empty = new(new Dictionary<string, StampedFile>(), "");
}
