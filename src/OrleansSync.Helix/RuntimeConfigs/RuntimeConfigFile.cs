using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Toml;

namespace OrleansSync.Helix.RuntimeConfigs;

/// <summary>What a helix.toml says of the database and the build of one of its clusters.</summary>
/// <param name="Config">With the Helix CLI's defaults for what the file leaves out.</param>
/// <param name="BuildMode">As it is written; null when the file does not say.</param>
internal sealed record RuntimeConfigFile(RuntimeConfig Config, string? BuildMode)
{
    /// <summary>Reads <c>[cloud.INSTANCE.helix]</c>; null when there is none, or the text is not TOML.</summary>
    /// <param name="toml">The project file.</param>
    /// <param name="instance">The instance's name.</param>
    /// <param name="problems">Gets what is wrong with the settings.</param>
    public static RuntimeConfigFile? Read(string toml, string instance, List<InputProblem> problems)
    {
        var found = new List<TomlProblem>();
        var bare = TomlText.Split(toml).Text;
        if (instance.Length == 0 || TomlText.Read(bare, found) is not { } table)
        {
            return null;
        }

        var root = new TomlFields(table, [], TomlIndex.Of(bare), found);
        var fields = root.Table("cloud")?.Table(instance)?.Tables().FirstOrDefault(provider => provider.Name.Equals("helix", StringComparison.OrdinalIgnoreCase)).Fields;
        var file = fields is null ? null : new RuntimeConfigFile(ReadConfig(fields), fields.Text("build_mode"));
        problems.AddRange(found.Select(problem => new InputProblem(DeployIntake.TomlField, $"line {problem.Line}: {problem.Key} {problem.Message}")));
        return file;
    }

    private static RuntimeConfig ReadConfig(TomlFields fields)
    {
        var vector = fields.Table("vector_config");
        return new RuntimeConfig(
            vector?.Number("m", 1, uint.MaxValue) ?? 16,
            vector?.Number("ef_construction", 1, uint.MaxValue) ?? 128,
            vector?.Number("ef_search", 1, uint.MaxValue) ?? 768,
            [.. (fields.Table("graph_config")?.Texts("secondary_indices") ?? []).Select(name => new SecondaryIndex(name, IsUnique: false))],
            vector?.Number("db_max_size_gb", 1, uint.MaxValue) ?? 20,
            fields.Flag("mcp") ?? true,
            fields.Flag("bm25") ?? true,
            fields.Text("schema"),
            fields.Text("embedding_model") ?? "text-embedding-ada-002",
            fields.Text("graphvis_node_label"));
    }
}
