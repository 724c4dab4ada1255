using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Docs;

/// <summary>A reader who follows a link arrives.</summary>
public sealed class LinkTests
{
    private static readonly string[] Elsewhere = ["http://", "https://", "mailto:"];

    [Fact]
    public void Links_ToFilesAndHeadings_LeadSomewhere() => Findings.None(
        from page in MarkdownFile.All
        from link in Findings.NotEmpty(MarkdownFile.All.SelectMany(other => other.Links()), "link").Count > 0 ? page.Links() : []
        where !Array.Exists(Elsewhere, prefix => link.Target.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        let problem = Problem(page, link.Target)
        where problem is not null
        select $"{page.File.At(link.Index)} links to {link.Target}, {problem}");

    private static string? Problem(MarkdownFile page, string target)
    {
        var parts = target.Split('#', 2);
        if (parts[0].StartsWith('/'))
        {
            return "which is not relative to the page.";
        }

        var path = parts[0].Length == 0 ? page.File.Path : Resolve(page.File.Folder, parts[0]);
        if (!Path.Exists(Path.Combine(RepositoryFiles.Root, path)) || path.StartsWith("..", StringComparison.Ordinal))
        {
            return "which does not exist.";
        }

        var found = MarkdownFile.All.FirstOrDefault(other => other.File.Path == path);
        return parts.Length == 2 && found is not null && !found.Anchors().Contains(parts[1]) ? "but that page has no such heading." : null;
    }

    private static string Resolve(string folder, string target) =>
        Path.GetRelativePath(RepositoryFiles.Root, Path.GetFullPath(Path.Combine(RepositoryFiles.Root, folder, target))).Replace('\\', '/').TrimEnd('/');
}
