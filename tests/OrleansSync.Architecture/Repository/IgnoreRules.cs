namespace OrleansSync.Architecture.Repository;

/// <summary>The part of .gitignore that this repository uses: <c>folder/</c> at any depth, and <c>*.ending</c>.</summary>
internal sealed class IgnoreRules
{
    private readonly HashSet<string> folders = new(StringComparer.Ordinal) { ".git" };
    private readonly List<string> endings = [];

    public IgnoreRules(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line.EndsWith('/'))
            {
                folders.Add(line.Trim('/'));
            }
            else if (line.StartsWith("*.", StringComparison.Ordinal))
            {
                endings.Add(line[1..]);
            }
            else
            {
                throw new NotSupportedException($".gitignore has '{line}'; teach {nameof(IgnoreRules)} to read it.");
            }
        }
    }

    public bool IgnoresFolder(string name) => folders.Contains(name);

    public bool IgnoresFile(string name) => endings.Exists(ending => name.EndsWith(ending, StringComparison.Ordinal));
}
