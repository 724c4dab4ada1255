using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>
/// Remembers the fingerprints of files between two commands, so that what was not touched is not read again. A file counts as not touched while its
/// length and its time are the same; a file that was written within two seconds of the cache itself is always read, because its time may not tell.
/// A cache that is missing, damaged or of another version is an empty one.
/// </summary>
/// <param name="folder">Where the caches are kept, one file for each folder; beside the workspace's choice, for instance.</param>
public sealed class StampCache(string folder)
{
    private const int Version = 2;
    private static readonly TimeSpan TimeGrain = TimeSpan.FromSeconds(2);

    /// <summary>What is remembered of clusters' sources; kept in a folder below.</summary>
    internal SourceMemory Sources { get; } = new(Path.Combine(folder, "sources"));

    /// <summary>What is remembered of a folder's files.</summary>
    /// <param name="source">The whole path of the folder.</param>
    internal StampedFolder Read(string source)
    {
        var path = PathOf(source);
        return CacheFile.Read(path, reader =>
        {
            if (reader.ReadInt32() != Version)
            {
                return null;
            }

            var newest = File.GetLastWriteTimeUtc(path) - TimeGrain;
            var fingerprint = reader.ReadString();
            var left = reader.ReadInt32();
            var known = new Dictionary<string, StampedFile>(StringComparer.Ordinal);
            for (; left > 0; left--)
            {
                var name = reader.ReadString();
                var file = new StampedFile(reader.ReadInt64(), new DateTime(reader.ReadInt64(), DateTimeKind.Utc), reader.ReadString());
                if (file.Changed < newest)
                {
                    known[name] = file;
                }
                else
                {
                    fingerprint = "";
                }
            }

            return new StampedFolder(known, fingerprint);
        }) ?? StampedFolder.Empty;
    }

    /// <summary>Remembers the files of a folder, and forgets all others of it. A cache that cannot be written is no error: the next command reads everything.</summary>
    internal void Write(string source, StampedFolder files) => CacheFile.Write(PathOf(source), writer =>
    {
        writer.Write(Version);
        writer.Write(files.Fingerprint);
        writer.Write(files.Files.Count);
        foreach (var (name, file) in files.Files)
        {
            writer.Write(name);
            writer.Write(file.Length);
            writer.Write(file.Changed.Ticks);
            writer.Write(file.Sha256);
        }
    });

    private string PathOf(string source) => Path.Combine(folder, SourceHash.Of(Path.GetFullPath(source)));
}
