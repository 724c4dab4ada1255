using System.Text;
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
    private const int Version = 1;
    private static readonly TimeSpan TimeGrain = TimeSpan.FromSeconds(2);

    /// <summary>What is remembered of a folder's files.</summary>
    /// <param name="source">The whole path of the folder.</param>
    internal IReadOnlyDictionary<string, StampedFile> Read(string source)
    {
        var known = new Dictionary<string, StampedFile>(StringComparer.Ordinal);
        var path = PathOf(source);
        try
        {
            if (!File.Exists(path))
            {
                return known;
            }

            var newest = File.GetLastWriteTimeUtc(path) - TimeGrain;
            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
            if (reader.ReadInt32() != Version)
            {
                return known;
            }

            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var name = reader.ReadString();
                var file = new StampedFile(reader.ReadInt64(), new DateTime(reader.ReadInt64(), DateTimeKind.Utc), reader.ReadString());
                if (file.Changed < newest)
                {
                    known[name] = file;
                }
            }

            return known;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return new Dictionary<string, StampedFile>();
        }
    }

    /// <summary>Remembers the files of a folder, and forgets all others of it. A cache that cannot be written is no error: the next command reads everything.</summary>
    internal void Write(string source, IReadOnlyCollection<KeyValuePair<string, StampedFile>> files)
    {
        var path = PathOf(source);
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(folder);
            using (var writer = new BinaryWriter(File.Create(beside), Encoding.UTF8))
            {
                writer.Write(Version);
                writer.Write(files.Count);
                foreach (var (name, file) in files)
                {
                    writer.Write(name);
                    writer.Write(file.Length);
                    writer.Write(file.Changed.Ticks);
                    writer.Write(file.Sha256);
                }
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
            {
                File.Delete(beside);
            }
        }
    }

    private string PathOf(string source) => Path.Combine(folder, SourceHash.Of(Path.GetFullPath(source)));
}
