using System.Collections.Immutable;

namespace OrleansSync.Helix.Artifacts;

/// <summary>
/// Values as files below one folder. A value is written beside its place and renamed into it, so a reader sees the old or the new one.
/// For one server; several servers share a store of S3.
/// </summary>
internal sealed class DirectoryArtifactStore(string root) : IArtifactStore
{
    // No key has such a segment, so what a crash leaves behind is never listed.
    private const string Staging = ".staging";

    private int staged;

    /// <inheritdoc />
    public Task PutAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var path = PathOf(key);
        var staging = Directory.CreateDirectory(Path.Combine(root, Staging)).FullName;
        var temporary = Path.Combine(staging, $"{Environment.ProcessId}-{Interlocked.Increment(ref staged)}-{Path.GetRandomFileName()}");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                await file.WriteAsync(value, cancellationToken);
                // Before the name points to it: a power failure must not leave an empty file under a good name.
                file.Flush(flushToDisk: true);
            }

            // CleanUp may remove an empty folder at the same time; then it is made again.
            for (var attempt = 1; ; attempt++)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
                try
                {
                    File.Move(temporary, path, overwrite: true);
                    return true;
                }
                catch (DirectoryNotFoundException) when (attempt < 5)
                {
                    // See above.
                }
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <inheritdoc />
    public Task<byte[]?> FindAsync(string key, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    /// <inheritdoc />
    public Task<ImmutableArray<string>> ListAsync(string prefix, CancellationToken cancellationToken) => GuardAsync(() =>
    {
        ArtifactKey.Check(prefix.TrimEnd('/'));
        var folder = PathOf(prefix.TrimEnd('/'));
        ImmutableArray<string> keys = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)]
            : [];
        return Task.FromResult(keys);
    });

    /// <inheritdoc />
    public Task DeleteAsync(ImmutableArray<string> keys, CancellationToken cancellationToken) => GuardAsync(() =>
    {
        foreach (var key in keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = PathOf(key);
            try
            {
                File.Delete(path);
                var folder = Path.GetDirectoryName(path) ?? root;
                if (!Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    Directory.Delete(folder);
                }
            }
            catch (Exception exception) when (exception is DirectoryNotFoundException or IOException && !File.Exists(path))
            {
                // Gone already, or somebody writes beside it.
            }
        }

        return Task.FromResult(true);
    });

    private string PathOf(string key)
    {
        ArtifactKey.Check(key);
        return Path.Combine(root, key.Replace('/', Path.DirectorySeparatorChar));
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new ArtifactStoreException("The server may not use the folder of artifacts; mend its rights.", isTransient: false, exception);
        }
        catch (IOException exception)
        {
            throw new ArtifactStoreException($"The folder of artifacts could not be used: {exception.GetType().Name}.", isTransient: true, exception);
        }
    }
}
