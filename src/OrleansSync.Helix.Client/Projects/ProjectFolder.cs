using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>A folder with a project file, and where its queries are. Nothing is ever written outside of it.</summary>
/// <param name="Root">The whole path of the folder.</param>
/// <param name="Text">The project file's text.</param>
/// <param name="File">What it says.</param>
public sealed record ProjectFolder(string Root, string Text, ProjectFile File)
{
    private const string FirstGeneration = "config.hx.json";

    /// <summary>The folder that <see cref="ProjectFile.Queries"/> names, relative to the root, with slashes.</summary>
    public string Queries => SourcePath.Normalise(File.Queries.TrimEnd('/'), out var problem)
        ?? throw new HelixClientException(HelixClientError.UnsafePath, $"project.queries in {ProjectFile.FileName} {problem} Name a folder below the project's.");

    /// <summary>The whole path of the queries folder.</summary>
    public string QueriesPath => Path.Combine(Root, Queries.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The project file's path.</summary>
    public string FilePath => Path.Combine(Root, ProjectFile.FileName);

    /// <summary>Looks for a project file in a folder and those above it; null when there is none.</summary>
    /// <exception cref="HelixClientException">A project of the first generation, or a project file that is not right.</exception>
    public static async Task<ProjectFolder?> FindAsync(string start, CancellationToken cancellationToken)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(start)); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, FirstGeneration)))
            {
                throw new HelixClientException(HelixClientError.NoProject, $"{folder.FullName} holds a project of the first generation ({FirstGeneration}); migrate it with 'helix migrate'.");
            }

            var path = Path.Combine(folder.FullName, ProjectFile.FileName);
            if (System.IO.File.Exists(path))
            {
                return await ReadAsync(path, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>As <see cref="FindAsync"/>, but a project is needed.</summary>
    public static async Task<ProjectFolder> GetAsync(string start, CancellationToken cancellationToken) =>
        await FindAsync(start, cancellationToken) ?? throw new HelixClientException(HelixClientError.NoProject, "No helix.toml found. Run 'helix init' in the folder of the project first.");

    /// <summary>Writes another text of the project file; nothing when it is the same.</summary>
    public async Task<ProjectFolder> WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (text == Text)
        {
            return this;
        }

        await TextFile.WriteAsync(FilePath, text, cancellationToken);
        return this with { Text = text, File = ProjectFileReader.Read(text).File ?? File };
    }

    private static async Task<ProjectFolder> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await TextFile.ReadAsync(path, cancellationToken);
        var parse = ProjectFileReader.Read(text);
        return parse is { IsValid: true, File: { } file }
            ? new ProjectFolder(Path.GetDirectoryName(path) ?? "", text, file)
            : throw new HelixClientException(
                HelixClientError.BadProjectFile, string.Join('\n', parse.Problems.Select(problem => $"{path}:{problem.Line}: {(problem.Key.Length > 0 ? problem.Key + ": " : "")}{problem.Message}")));
    }
}
