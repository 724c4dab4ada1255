using System.Text;

namespace OrleansSync.Helix.Sources;

/// <summary>
/// Makes a path that somebody else wrote one that stays below its root on every operating system, or says why it cannot. Pure.
/// Both slashes separate; segments <c>.</c> are dropped. Refused: absolute paths, drives, devices, streams, <c>..</c> anywhere.
/// </summary>
public static class SourcePath
{
    /// <summary>Longest path, in bytes of UTF-8.</summary>
    public const int BytesMax = 512;

    /// <summary>Longest segment, in bytes of UTF-8: what file systems take.</summary>
    public const int SegmentBytesMax = 255;

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$", .. Numbered("COM"), .. Numbered("LPT")], StringComparer.OrdinalIgnoreCase);

    /// <summary>The path with slashes, without <c>.</c>; or null and what is wrong with it.</summary>
    /// <param name="path">Any text.</param>
    /// <param name="problem">A sentence without the path.</param>
    public static string? Normalise(string path, out string problem)
    {
        problem = Check(path);
        if (problem.Length > 0)
        {
            return null;
        }

        var kept = new List<string>();
        foreach (var segment in path.Split('/', '\\'))
        {
            if (segment == ".")
            {
                continue;
            }

            problem = CheckSegment(segment);
            if (problem.Length > 0)
            {
                return null;
            }

            kept.Add(segment);
        }

        if (kept.Count == 0)
        {
            problem = "names no file.";
            return null;
        }

        return string.Join('/', kept);
    }

    private static string Check(string path)
    {
        if (path.Length == 0)
        {
            return "is empty.";
        }

        if (path[0] is '/' or '\\')
        {
            return "is absolute; give it relative to the queries folder.";
        }

        // Half a surrogate pair has no bytes in UTF-8: two such names could become one.
        if (path.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar))
        {
            return "has a character that is not valid UTF-8.";
        }

        return Encoding.UTF8.GetByteCount(path) > BytesMax ? $"has more than {BytesMax} bytes." : "";
    }

    private static string CheckSegment(string segment)
    {
        if (segment.Length == 0)
        {
            return "has an empty segment.";
        }

        if (segment == "..")
        {
            return "leads out of its folder with '..'.";
        }

        if (segment.Any(c => c is ':' or '<' or '>' or '"' or '|' or '?' or '*' || char.IsControl(c)))
        {
            return "has a drive, a stream, or a character that not every file system takes (: < > \" | ? * and control characters).";
        }

        // Windows drops dots and blanks at the end, so 'x.hx.' and 'x.hx' would be one file there, and '...' a parent.
        if (segment[^1] is '.' or ' ' || segment[0] == ' ')
        {
            return "has a segment that begins with a blank or ends with a blank or a dot.";
        }

        if (Devices.Contains(segment.Split('.', 2)[0].TrimEnd(' ')))
        {
            return "has a segment that names a device on Windows.";
        }

        return Encoding.UTF8.GetByteCount(segment) > SegmentBytesMax ? $"has a segment of more than {SegmentBytesMax} bytes." : "";
    }

    // Windows takes the superscript digits for digits here.
    private static IEnumerable<string> Numbered(string device) => "123456789\u00B9\u00B2\u00B3".Select(digit => device + digit);
}
