using System.Text;

namespace OrleansSync.Helix.Client.Sources;

/// <summary>Files that may be lost at any time: one that cannot be read or written is no error, and costs only time.</summary>
internal static class CacheFile
{
    /// <summary>What a file holds; null when it is missing or damaged.</summary>
    public static T? Read<T>(string path, Func<BinaryReader, T?> read)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path)), Encoding.UTF8);
            return read(reader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes beside the file and renames. Only its owner may read it.</summary>
    public static void Write(string path, Action<BinaryWriter> write)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new BinaryWriter(new FileStream(beside, options), Encoding.UTF8))
            {
                write(writer);
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
}
