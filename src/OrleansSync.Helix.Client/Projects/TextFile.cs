using System.Text;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>Text files that are written whole or not at all.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The text with its byte order mark, which others drop and the project file keeps.</summary>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) => Utf8.GetString(await File.ReadAllBytesAsync(path, cancellationToken));

    /// <summary>Writes beside the file and renames.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await File.WriteAllBytesAsync(beside, Utf8.GetBytes(text), cancellationToken);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
