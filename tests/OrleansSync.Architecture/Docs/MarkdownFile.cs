using System.Text;
using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Docs;

/// <summary>A page of documentation, with what stands in code left out.</summary>
internal sealed partial class MarkdownFile
{
    private readonly string prose;

    public MarkdownFile(RepositoryFile file)
    {
        File = file;
        prose = BlankCode(file.Text);
    }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MarkdownFile> All { get; } = [.. RepositoryFiles.Under("", ".md").Select(file => new MarkdownFile(file))];

    public RepositoryFile File { get; }

    /// <summary>The targets of its links, and where each stands.</summary>
    public IEnumerable<(string Target, int Index)> Links() =>
        Link().Matches(prose).Select(match => (match.Groups["target"].Value, match.Index));

    /// <summary>The anchors of its headings, as the hosting platform makes them.</summary>
    public ISet<string> Anchors()
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Heading().Matches(prose))
        {
            var anchor = Anchor(File.Text.Substring(match.Groups["text"].Index, match.Groups["text"].Length));
            for (var copy = 1; !anchors.Add(anchor); copy++)
            {
                anchor = $"{Anchor(match.Groups["text"].Value)}-{copy}";
            }
        }

        return anchors;
    }

    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var character in heading.Trim())
        {
            if (char.IsLetterOrDigit(character) || character is '_' or '-')
            {
                anchor.Append(char.ToLowerInvariant(character));
            }
            else if (character == ' ')
            {
                anchor.Append('-');
            }
        }

        return anchor.ToString();
    }

    private static string BlankCode(string text) =>
        Code().Replace(text, match => new string([.. match.Value.Select(character => character == '\n' ? '\n' : ' ')]));

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();
}
