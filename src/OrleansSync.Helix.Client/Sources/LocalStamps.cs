using System.Collections.Concurrent;
using System.IO.Enumeration;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Reconcile;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>What is on disk, without its contents.</summary>
/// <param name="files">The managed files, those too that are no text.</param>
/// <param name="fingerprint">Of all of them, as <see cref="SourceHash.OfAll"/> makes it.</param>
internal sealed class LocalStamps(IReadOnlyDictionary<string, StampedFile> files, string fingerprint)
{
    private SideState? state;

    /// <summary>Of all files.</summary>
    public string Fingerprint => fingerprint;

    /// <summary>The files; made when somebody asks, for a sync of nothing new needs the fingerprint only.</summary>
    public SideState State => state ??= new SideState(files.ToDictionary(
        file => file.Key, file => new FileStamp(file.Value.Sha256, new DateTimeOffset(file.Value.Changed).ToUnixTimeMilliseconds()), StringComparer.Ordinal));

    /// <summary>The managed files of a queries folder; an absent folder is empty. Links are not followed.</summary>
    public static async Task<LocalStamps> ReadAsync(string folder, ClusterKind kind, StampCache cache, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            return new LocalStamps(new Dictionary<string, StampedFile>(), SourceHash.OfAll([]));
        }

        var known = cache.Read(folder);
        var now = new Dictionary<string, StampedFile>(known.Files.Count, StringComparer.Ordinal);
        var touched = new List<FoundFile>();
        foreach (var found in Managed(folder, kind))
        {
            if (known.Files.TryGetValue(found.Path, out var stamped) && stamped.Length == found.Length && stamped.Changed == found.Changed)
            {
                now[found.Path] = stamped;
            }
            else
            {
                touched.Add(found);
            }
        }

        if (touched.Count == 0 && known.Files.Count == now.Count && known.Fingerprint.Length > 0)
        {
            return new LocalStamps(now, known.Fingerprint);
        }

        var read = new ConcurrentBag<(string Path, StampedFile File)>();
        await Parallel.ForEachAsync(touched, cancellationToken, async (found, stop) =>
            read.Add((found.Path, new StampedFile(found.Length, found.Changed, SourceHash.Of(await File.ReadAllBytesAsync(found.PathIn(folder), stop))))));
        foreach (var (path, file) in read)
        {
            now[path] = file;
        }

        var all = new StampedFolder(now, FingerprintOf(now));
        cache.Write(folder, all);
        return new LocalStamps(now, all.Fingerprint);
    }

    /// <summary>Remembers what is known of files that were just written.</summary>
    public static void Remember(string folder, IEnumerable<KeyValuePair<string, FileStamp>> files, StampCache cache)
    {
        var now = new Dictionary<string, StampedFile>(StringComparer.Ordinal);
        foreach (var (path, stamp) in files)
        {
            var file = new FileInfo(Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar)));
            if (file.Exists)
            {
                now[path] = new StampedFile(file.Length, file.LastWriteTimeUtc, stamp.Sha256);
            }
        }

        cache.Write(folder, new StampedFolder(now, FingerprintOf(now)));
    }

    /// <summary>The managed files of a folder. Nothing is asked twice of the file system, and no file is opened.</summary>
    public static IEnumerable<FoundFile> Managed(string folder, ClusterKind kind)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        return new FileSystemEnumerable<FoundFile>(
            folder, static (ref FileSystemEntry entry) => new FoundFile(PathOf(ref entry), entry.Length, entry.LastWriteTimeUtc.UtcDateTime), options)
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
        }.Where(found => ManagedFiles.Contains(kind, found.Path));
    }

    private static string FingerprintOf(Dictionary<string, StampedFile> files) => SourceHash.OfAll(files.Select(file => (file.Key, new FileStamp(file.Value.Sha256, null))));

    private static string PathOf(ref FileSystemEntry entry)
    {
        var below = entry.Directory[entry.RootDirectory.Length..].TrimStart(Path.DirectorySeparatorChar);
        return below.IsEmpty ? entry.FileName.ToString() : string.Concat(below, "/", entry.FileName).Replace(Path.DirectorySeparatorChar, '/');
    }
}
