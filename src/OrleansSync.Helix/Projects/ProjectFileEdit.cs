using OrleansSync.Helix.Toml;

namespace OrleansSync.Helix.Projects;

/// <summary>Small changes of a helix.toml that leave every other byte as it is.</summary>
public static class ProjectFileEdit
{
    /// <summary>Writes <c>project.name</c> and, unless it is null, <c>project.id</c>.</summary>
    /// <param name="text">A text that <see cref="ProjectFileReader"/> could read.</param>
    /// <param name="name">The project's name in the cloud.</param>
    /// <param name="id">The project's id in the cloud.</param>
    public static string SetProject(string text, string name, string? id) => Change(text, editor => SetProject(editor, name, id));

    /// <summary>Writes <c>project.queries</c>.</summary>
    public static string SetQueries(string text, string queries) => Change(text, editor => editor.Set(queries, "project", "queries"));

    /// <summary>Adds <c>[cloud.NAME.helix]</c>.</summary>
    /// <param name="text">A text that <see cref="ProjectFileReader"/> could read, without an instance of that name.</param>
    /// <param name="name">The cluster's name.</param>
    /// <param name="clusterId">The cluster's id.</param>
    /// <param name="region">Left out when null.</param>
    /// <param name="mode">Dev or release.</param>
    public static string AddCloud(string text, string name, string clusterId, string? region, BuildMode mode) => Change(text, editor =>
    {
        editor.AddTable("cloud", name, "helix");
        editor.Set(clusterId, "cloud", name, "helix", "cluster_id");
        if (region is not null)
        {
            editor.Set(region, "cloud", name, "helix", "region");
        }

        editor.Set(NameOf(mode), "cloud", name, "helix", "build_mode");
    });

    /// <summary>What a deploy of one instance sends: the project and that instance, without other instances and their env_vars.</summary>
    public static string Prune(string text, ProjectFile file, string instance) => Change(text, editor =>
    {
        foreach (var name in file.InstanceNames.Where(name => name != instance))
        {
            editor.Remove("local", name);
            editor.Remove("cloud", name);
            editor.Remove("enterprise", name);
        }
    });

    /// <summary>A new file: a project with one local instance.</summary>
    public static string Create(string projectName, string? projectId, string queries) => string.Join(
        '\n',
        (string[])["[project]", $"name = {TomlLiteral.Text(projectName)}", .. (projectId is null ? [] : (string[])[$"id = {TomlLiteral.Text(projectId)}"]),
            $"queries = {TomlLiteral.Text(queries)}", "", "[local.dev]", "port = 6969", "build_mode = \"dev\"", ""]);

    /// <summary>The mode as files and the API spell it.</summary>
    public static string NameOf(BuildMode mode) => mode is BuildMode.Release ? "release" : "dev";

    internal static void SetProject(TomlEditor editor, string name, string? id)
    {
        editor.Set(name, "project", "name");
        if (id is not null)
        {
            editor.Set(id, "project", "id");
        }
    }

    internal static string Change(string text, Action<TomlEditor> change)
    {
        var (mark, bare) = TomlText.Split(text);
        var editor = new TomlEditor(bare);
        change(editor);
        return mark + editor.Text;
    }
}
