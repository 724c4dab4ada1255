using System.Collections.Immutable;
using OrleansSync.Helix.Toml;
using Tomlyn.Model;

namespace OrleansSync.Helix.Projects;

/// <summary>Reads and checks a helix.toml of any generation; finds all problems at once. Pure, and fails on no text.</summary>
public static class ProjectFileReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The file's content, with or without a byte order mark.</param>
    /// <param name="path">The file's name in messages, relative to where the caller works.</param>
    public static ProjectFileParse Read(string text, string path = ProjectFile.FileName)
    {
        var problems = new List<TomlProblem>();
        var bare = TomlText.Split(text).Text;
        if (TomlText.Read(bare, problems) is not { } table)
        {
            return new ProjectFileParse(null, [.. problems]);
        }

        var root = new TomlFields(table, [], TomlIndex.Of(bare), problems);
        var project = root.Table("project");
        var name = project?.Text("name") ?? "";
        if (name.Length == 0)
        {
            (project ?? root).Refuse(project is null ? "project" : "name", $"project name cannot be empty in {path}");
        }

        var file = new ProjectFile(
            name,
            project?.Text("id"),
            project?.Text("workspace_id"),
            (project?.Text("queries") ?? ProjectFile.QueriesDefault).Replace('\\', '/'),
            [.. (root.Table("local")?.Tables() ?? []).Select(local => ReadLocal(local.Name, local.Fields, path))],
            [.. (root.Table("cloud")?.Tables() ?? []).SelectMany(cloud => cloud.Fields.Tables().Select(provider => ReadCloud(cloud.Name, provider.Name, provider.Fields, path)))],
            [.. (root.Table("enterprise")?.Tables() ?? []).Select(enterprise => ReadEnterprise(enterprise.Name, enterprise.Fields, path))]);
        CheckContainerRuntime(project);
        CheckInstances(file, root, path);
        return new ProjectFileParse(file, [.. problems]);
    }

    private static LocalInstance ReadLocal(string name, TomlFields fields, string path) =>
        new(name, (int?)fields.Number("port", 1, ushort.MaxValue), ReadBuildMode(fields, path));

    private static CloudInstance ReadCloud(string name, string provider, TomlFields fields, string path)
    {
        var cloud = new CloudInstance(name, provider, "", Region: null, BuildMode.Dev, ImmutableSortedDictionary<string, string>.Empty);
        if (!cloud.IsHelix)
        {
            // Another provider's entry is none of our business.
            return cloud;
        }

        var clusterId = fields.Text("cluster_id");
        if (!fields.Has("cluster_id"))
        {
            fields.Refuse("", $"cloud instance '{name}' has no cluster_id in {path}");
        }

        return cloud with
        {
            ClusterId = clusterId ?? "",
            Region = fields.Text("region"),
            BuildMode = ReadBuildMode(fields, path),
            EnvVars = ReadEnvVars(fields.Table("env_vars")),
        };
    }

    private static EnterpriseInstance ReadEnterprise(string name, TomlFields fields, string path)
    {
        var clusterId = fields.Text("cluster_id") ?? "";
        if (clusterId.Length == 0)
        {
            fields.Refuse(fields.Has("cluster_id") ? "cluster_id" : "", $"cloud instance '{name}' must have a non-empty cluster_id in {path}");
        }

        var availability = fields.Text("availability_mode") ?? "";
        if (availability is not ("" or "dev" or "ha"))
        {
            fields.Refuse("availability_mode", "must be \"dev\" or \"ha\".");
        }

        return new EnterpriseInstance(
            name,
            clusterId,
            availability,
            fields.Text("gateway_node_type") ?? "",
            fields.Text("db_node_type") ?? "",
            fields.Number("min_instances", 0, int.MaxValue) ?? 1,
            fields.Number("max_instances", 0, int.MaxValue) ?? 1);
    }

    private static ImmutableSortedDictionary<string, string> ReadEnvVars(TomlFields? fields)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var key in fields?.Keys ?? [])
        {
            if (fields!.Text(key) is { } value)
            {
                values.Add(key, value);
            }
        }

        return values.ToImmutable();
    }

    private static BuildMode ReadBuildMode(TomlFields fields, string path)
    {
        switch (fields.Text("build_mode"))
        {
            case null:
                return BuildMode.Dev;
            case var text when text.Equals("dev", StringComparison.OrdinalIgnoreCase):
                return BuildMode.Dev;
            case var text when text.Equals("release", StringComparison.OrdinalIgnoreCase):
                return BuildMode.Release;
            case var text when text.Equals("debug", StringComparison.OrdinalIgnoreCase):
                fields.Refuse("build_mode", $"`build_mode = \"debug\"` is removed in favour of dev mode. Please update to `build_mode = \"dev\"` in {path}");
                return BuildMode.Debug;
            default:
                fields.Refuse("build_mode", "must be \"dev\" or \"release\".");
                return BuildMode.Dev;
        }
    }

    private static void CheckContainerRuntime(TomlFields? project)
    {
        if (project?.Text("container_runtime") is { } runtime && !runtime.Equals("docker", StringComparison.OrdinalIgnoreCase) && !runtime.Equals("podman", StringComparison.OrdinalIgnoreCase))
        {
            project.Refuse("container_runtime", "must be \"docker\" or \"podman\".");
        }
    }

    private static void CheckInstances(ProjectFile file, TomlFields root, string path)
    {
        if (CountOf(root, "local") + CountOf(root, "cloud") + CountOf(root, "enterprise") == 0)
        {
            root.Refuse("", $"at least one instance must be defined in {path}");
        }

        if (file.InstanceNames.Any(string.IsNullOrWhiteSpace))
        {
            root.Refuse("", $"instance name cannot be empty in {path}");
        }
    }

    private static int CountOf(TomlFields root, string section) => root.Values.TryGetValue(section, out var value) && value is TomlTable table ? table.Count : 0;
}
