using System.Security.Cryptography;
using System.Text;

namespace OrleansSync.Helix.Sources;

/// <summary>The fingerprint by which files are compared: SHA-256 of the content's UTF-8, in lower-case hexadecimal.</summary>
public static class SourceHash
{
    /// <summary>The fingerprint of a text.</summary>
    public static string Of(string content) => Of(Encoding.UTF8.GetBytes(content));

    /// <summary>The fingerprint of a file's bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The fingerprint of a whole source: of a line for each file with its fingerprint, a space and its path.</summary>
    /// <param name="files">Paths, each once, in any order, and what is known of the files.</param>
    public static string OfAll(IEnumerable<(string Path, FileStamp Stamp)> files)
    {
        var lines = new StringBuilder();
        foreach (var (path, stamp) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            lines.Append(stamp.Sha256).Append(' ').Append(path).Append('\n');
        }

        return Of(lines.ToString());
    }
}
