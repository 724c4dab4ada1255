using System.Text;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>
/// Replaces files of a folder all at once: the new folder is made beside the old one, with what stays copied, and renamed into its place. A failure
/// leaves the old folder; a crash between the two renames is mended by <see cref="Recover"/>.
/// </summary>
internal static class FolderSwap
{
    private const string StagingMark = ".orleanssync-new-";
    private const string OldMark = ".orleanssync-old-";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Puts back a folder that a crash left under its other name, and removes what crashes left behind; nothing beyond a link.</summary>
    public static void Recover(string root, string folder)
    {
        var (parent, name) = Split(folder);
        if (!Directory.Exists(parent) || FindLink(root, parent) is not null)
        {
            return;
        }

        foreach (var old in Directory.EnumerateDirectories(parent, $"{OldMark}{name}-*").Order(StringComparer.Ordinal).ToList())
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(old, recursive: true);
            }
            else
            {
                Directory.Move(old, folder);
            }
        }

        foreach (var staging in Directory.EnumerateDirectories(parent, $"{StagingMark}{name}-*").ToList())
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    /// <summary>Writes and removes files.</summary>
    /// <param name="root">The project's folder; nothing is written outside of it.</param>
    /// <param name="folder">The queries folder, below the root.</param>
    /// <param name="files">What to write; their times become the files'.</param>
    /// <param name="removed">Paths to leave out of the new folder.</param>
    /// <param name="cancellationToken">Cancels until the swap.</param>
    public static async Task ApplyAsync(string root, string folder, IReadOnlyList<SourceFile> files, IReadOnlySet<string> removed, CancellationToken cancellationToken)
    {
        CheckNoLinks(root, folder);
        var (parent, name) = Split(folder);
        Directory.CreateDirectory(parent);
        var suffix = $"{name}-{Path.GetRandomFileName()}";
        var staging = Path.Combine(parent, StagingMark + suffix);
        try
        {
            Directory.CreateDirectory(staging);
            var written = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
            Copy(folder, staging, relative => written.Contains(relative) || removed.Contains(relative));
            foreach (var file in files)
            {
                await WriteAsync(staging, file, cancellationToken);
            }

            Swap(folder, staging, Path.Combine(parent, OldMark + suffix));
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private static void Swap(string folder, string staging, string old)
    {
        if (!Directory.Exists(folder))
        {
            Directory.Move(staging, folder);
            return;
        }

        Directory.Move(folder, old);
        try
        {
            Directory.Move(staging, folder);
        }
        catch
        {
            Directory.Move(old, folder);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    private static async Task WriteAsync(string staging, SourceFile file, CancellationToken cancellationToken)
    {
        var normal = SourcePath.Normalise(file.Path, out var problem) ?? throw new HelixClientException(HelixClientError.UnsafePath, $"A path from the cloud {problem}");
        var path = Path.Combine(staging, normal.Replace('/', Path.DirectorySeparatorChar));
        CheckNoLinks(staging, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? staging);
        await File.WriteAllBytesAsync(path, Utf8.GetBytes(file.Content), cancellationToken);
        if (file.Stamp.LastModifiedMs is { } time and > 0 and < 253_402_300_799_000)
        {
            File.SetLastWriteTimeUtc(path, DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);
        }
    }

    private static void Copy(string from, string to, Func<string, bool> isLeftOut)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        var folders = new Queue<string>([""]);
        while (folders.TryDequeue(out var relative))
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(from, relative)).EnumerateFileSystemInfos())
            {
                var path = Path.Combine(relative, entry.Name);
                var target = Path.Combine(to, path);
                if (entry.LinkTarget is { } link)
                {
                    // A link stays a link, and is never written through.
                    _ = entry is DirectoryInfo ? Directory.CreateSymbolicLink(target, link) : File.CreateSymbolicLink(target, link);
                }
                else if (entry is DirectoryInfo)
                {
                    Directory.CreateDirectory(target);
                    folders.Enqueue(path);
                }
                else if (!isLeftOut(path.Replace(Path.DirectorySeparatorChar, '/')))
                {
                    File.Copy(entry.FullName, target);
                }
            }
        }
    }

    // Between the root and the path, both not, there must be no link: it could lead anywhere.
    private static void CheckNoLinks(string root, string path)
    {
        var relative = Path.GetRelativePath(root, path);
        if (relative == "." || relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            throw new HelixClientException(HelixClientError.UnsafePath, "The queries folder must be a folder below the project's.");
        }

        if (FindLink(root, path) is { } link)
        {
            throw new HelixClientException(HelixClientError.UnsafePath, $"'{Path.GetRelativePath(root, link)}' is a link; nothing is written through links.");
        }
    }

    private static string? FindLink(string root, string path)
    {
        var current = root;
        foreach (var segment in Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Where(segment => segment != "."))
        {
            current = Path.Combine(current, segment);
            if (new FileInfo(current).LinkTarget is not null || new DirectoryInfo(current).LinkTarget is not null)
            {
                return current;
            }
        }

        return null;
    }

    private static (string Parent, string Name) Split(string folder)
    {
        var whole = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return (Path.GetDirectoryName(whole) ?? throw new HelixClientException(HelixClientError.UnsafePath, "The queries folder cannot be a root."), Path.GetFileName(whole));
    }
}
