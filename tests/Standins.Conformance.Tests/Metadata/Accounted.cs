namespace Standins.Conformance.Metadata;

/// <summary>
/// Findings that are meant, each with its reason. A line is <c>beginning of a finding # reason</c>; a line that accounts for nothing is itself a finding.
/// </summary>
internal static class Accounted
{
    /// <summary>Fails with all findings that the file does not account for, and all of its lines that account for nothing.</summary>
    public static void AssertAll(IEnumerable<string> findings, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Accounted", file)).Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split(" # ", 2)).ToList();
        var wrong = lines.Where(line => line.Length < 2 || line[1].Length == 0).Select(line => $"{file}: '{line[0]}' gives no reason.").ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var line = lines.Find(line => finding == line[0] || (finding.StartsWith(line[0], StringComparison.Ordinal) && finding[line[0].Length] is ':' or ' ' or '+'));
            if (line is null)
            {
                wrong.Add(finding);
            }
            else
            {
                used.Add(line[0]);
            }
        }

        wrong.AddRange(lines.Where(line => !used.Contains(line[0])).Select(line => $"{file}: '{line[0]}' accounts for nothing."));
        Assert.True(wrong.Count == 0, $"{wrong.Count} findings:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }
}
