using OrleansSync.Helix.Client.Conversations;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Client.Projects;

/// <summary>Makes a folder a project: the project file, empty queries, and what git should ignore. What is there already stays.</summary>
public sealed class ProjectInit(IConversation conversation)
{
    private const string QueriesDefault = "db";
    private static readonly string[] Ignored = [".helix/", "target/", "*.log"];

    /// <summary>Makes the project. Refused when there is a project file.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="name">The project's name; null takes the folder's.</param>
    /// <param name="cancellationToken">Cancels the command.</param>
    public async Task<ProjectFolder> RunAsync(string folder, string? name, CancellationToken cancellationToken)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.Combine(root, ProjectFile.FileName);
        if (File.Exists(path))
        {
            throw new HelixClientException(HelixClientError.InvalidArgument, "helix.toml already exists here; use 'helix add' to add an instance.");
        }

        var queries = Path.Combine(root, QueriesDefault);
        Directory.CreateDirectory(queries);
        Directory.CreateDirectory(Path.Combine(root, ".helix"));
        await WriteNewAsync(Path.Combine(queries, "schema.hx"), "// Nodes, edges and vectors. For example:\n// N::User { name: String }\n", cancellationToken);
        await WriteNewAsync(Path.Combine(queries, "queries.hx"), "// Queries. For example:\n// QUERY users() =>\n//   users <- N<User>\n//   RETURN users\n", cancellationToken);
        await IgnoreAsync(Path.Combine(root, ".gitignore"), cancellationToken);
        // Last: with it the folder is a project.
        await TextFile.WriteAsync(path, ProjectFileEdit.Create(name ?? new DirectoryInfo(root).Name, projectId: null, QueriesDefault), cancellationToken);
        conversation.Inform($"Made a project in {root}.");
        return await ProjectFolder.GetAsync(root, cancellationToken);
    }

    private static async Task WriteNewAsync(string path, string text, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await TextFile.WriteAsync(path, text, cancellationToken);
        }
    }

    private static async Task IgnoreAsync(string path, CancellationToken cancellationToken)
    {
        var text = File.Exists(path) ? await TextFile.ReadAsync(path, cancellationToken) : "";
        var lines = text.Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = Ignored.Where(line => !lines.Contains(line)).ToList();
        if (missing.Count > 0)
        {
            await TextFile.WriteAsync(path, $"{text}{(text.Length > 0 && !text.EndsWith('\n') ? "\n" : "")}{string.Join('\n', missing)}\n", cancellationToken);
        }
    }
}
