using System.Collections.Concurrent;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>What is on disk, without its contents.</summary>
internal static class LocalStamps
{
    /// <summary>The managed files of a queries folder, those too that are no text; an absent folder is empty. Links are not followed.</summary>
    public static async Task<IReadOnlyDictionary<string, FileStamp>> ReadAsync(string folder, ClusterKind kind, StampCache cache, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return new Dictionary<string, FileStamp>();
        }

        var known = cache.Read(folder);
        var now = new Dictionary<string, StampedFile>(StringComparer.Ordinal);
        var touched = new List<(FileInfo File, string Path, StampedFile Before)>();
        foreach (var (file, path) in Managed(folder, kind))
        {
            var before = new StampedFile(file.Length, file.LastWriteTimeUtc, "");
            if (known.TryGetValue(path, out var stamped) && stamped with { Sha256 = "" } == before)
            {
                now[path] = stamped;
            }
            else
            {
                touched.Add((file, path, before));
            }
        }

        var read = new ConcurrentBag<(string Path, StampedFile File)>();
        await Parallel.ForEachAsync(touched, cancellationToken, async (one, stop) =>
            read.Add((one.Path, one.Before with { Sha256 = SourceHash.Of(await File.ReadAllBytesAsync(one.File.FullName, stop)) })));
        foreach (var (path, file) in read)
        {
            now[path] = file;
        }

        if (touched.Count > 0 || known.Count != now.Count)
        {
            cache.Write(folder, now);
        }

        return now.ToDictionary(file => file.Key, file => new FileStamp(file.Value.Sha256, new DateTimeOffset(file.Value.Changed).ToUnixTimeMilliseconds()), StringComparer.Ordinal);
    }

    /// <summary>Remembers what is known of files that were just written.</summary>
    public static void Remember(string folder, IEnumerable<KeyValuePair<string, FileStamp>> files, StampCache cache)
    {
        var now = new List<KeyValuePair<string, StampedFile>>();
        foreach (var (path, stamp) in files)
        {
            var file = new FileInfo(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)));
            if (file.Exists)
            {
                now.Add(new(path, new StampedFile(file.Length, file.LastWriteTimeUtc, stamp.Sha256)));
            }
        }

        cache.Write(folder, now);
    }

    /// <summary>The managed files of a folder, with their paths as the cloud says them.</summary>
    public static IEnumerable<(FileInfo File, string Path)> Managed(string folder, ClusterKind kind)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        var root = new DirectoryInfo(folder);
        var above = Path.EndsInDirectorySeparator(root.FullName) ? root.FullName.Length : root.FullName.Length + 1;
        return root.EnumerateFiles("*", options)
            .Select(found => (File: found, Path: found.FullName[above..].Replace(Path.DirectorySeparatorChar, '/')))
            .Where(found => ManagedFiles.Contains(kind, found.Path));
    }
}
