using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>Remembers what clusters run between two commands, so that a source that was told once is not asked for again.</summary>
/// <param name="folder">One file for each cluster.</param>
internal sealed class SourceMemory(string folder)
{
    private const int Version = 1;

    /// <summary>The source, when it is the one that was remembered last.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="sourceId">The deployment whose source it runs.</param>
    public KnownSource? Find(string clusterId, string sourceId) => CacheFile.Read(PathOf(clusterId), reader =>
        reader.ReadInt32() == Version && reader.ReadString() == sourceId
            ? new KnownSource(sourceId, reader.ReadString(), reader.ReadBoolean() ? reader.ReadString() : null)
            : null);

    /// <summary>Remembers a cluster's source instead of an earlier one.</summary>
    public void Write(string clusterId, KnownSource source) => CacheFile.Write(PathOf(clusterId), writer =>
    {
        writer.Write(Version);
        writer.Write(source.Id);
        writer.Write(source.Fingerprint);
        writer.Write(source.HelixToml is not null);
        if (source.HelixToml is { } toml)
        {
            writer.Write(toml);
        }
    });

    private string PathOf(string clusterId) => Path.Combine(folder, SourceHash.Of(clusterId));
}
