using Microsoft.Extensions.Options;

namespace OrleansSync.Server.Hosting;

/// <summary>The server's own folder; what is in it can be read by its owner only.</summary>
internal sealed class DataDirectory(IOptions<ServerOptions> options)
{
    /// <summary>The whole path of a file in the folder.</summary>
    public string GetPath(string fileName) => Path.Combine(options.Value.GetDataDirectory(), fileName);

    /// <summary>The file's content, or null when there is no such file.</summary>
    public async Task<byte[]?> FindAsync(string fileName, CancellationToken cancellationToken)
    {
        var path = GetPath(fileName);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <summary>Writes the file whole or not at all, with access for its owner only.</summary>
    public async Task WriteAsync(string fileName, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = GetPath(fileName);
        var temporary = path + ".new";
        CreateFolder(Path.GetDirectoryName(path)!);
        // A left-over of a crash could have other access rights, which opening would keep.
        File.Delete(temporary);
        await using (var stream = new FileStream(temporary, OwnerOnly()))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
