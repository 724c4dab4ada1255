namespace OrleansSync.Architecture.Repository;

/// <summary>The files of the repository that git keeps or would keep, found from the folder that this test runs in.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] BinaryEndings = [".png", ".pfx", ".binpb", ".gif", ".jpg", ".ico"];

    /// <summary>The folder that holds everything.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All of them, in the order of their paths.</summary>
    public static IReadOnlyList<RepositoryFile> All { get; } = Read();

    /// <summary>All that hold text.</summary>
    public static IEnumerable<RepositoryFile> Texts => All.Where(file => !BinaryEndings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The C# files under a folder, which ends in a slash.</summary>
    public static IReadOnlyList<RepositoryFile> CSharp(string folder) => Under(folder, ".cs");

    /// <summary>The files under a folder with this ending; there is at least one.</summary>
    public static IReadOnlyList<RepositoryFile> Under(string folder, string ending) => Findings.NotEmpty(
        All.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal) && file.Name.EndsWith(ending, StringComparison.Ordinal)),
        $"{ending} file under {(folder.Length == 0 ? "the root" : folder)}");

    /// <summary>The file with this path.</summary>
    public static RepositoryFile Get(string path) =>
        All.FirstOrDefault(file => file.Path == path) ?? throw new FileNotFoundException($"The repository has no {path}.");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")) && Directory.Exists(Path.Combine(folder.FullName, "src")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above this test has Directory.Packages.props and src; keep the artifacts inside the repository.");
    }

    private static List<RepositoryFile> Read()
    {
        var ignore = new IgnoreRules(File.ReadLines(Path.Combine(Root, ".gitignore")));
        var files = new List<RepositoryFile>();
        Add(new DirectoryInfo(Root), "");
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];

        void Add(DirectoryInfo folder, string prefix)
        {
            files.AddRange(folder.EnumerateFiles().Where(file => !ignore.IgnoresFile(file.Name)).Select(file => new RepositoryFile(Root, prefix + file.Name)));
            foreach (var child in folder.EnumerateDirectories().Where(child => !ignore.IgnoresFolder(child.Name)))
            {
                Add(child, $"{prefix}{child.Name}/");
            }
        }
    }
}
