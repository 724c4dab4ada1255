using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.RuntimeConfigs;

/// <summary>What a database's settings may be. Pure.</summary>
internal static class RuntimeConfigRules
{
    private const int NameLengthMax = 256;

    /// <summary>Notes all that is wrong, under the names of the Helix CLI's JSON.</summary>
    public static void Check(RuntimeConfig config, List<InputProblem> problems)
    {
        CheckSize("vector_config.m", config.M, problems);
        CheckSize("vector_config.ef_construction", config.EfConstruction, problems);
        CheckSize("vector_config.ef_search", config.EfSearch, problems);
        CheckSize("db_max_size_gb", config.DbMaxSizeGb, problems);
        CheckText("embedding_model", config.EmbeddingModel, problems);
        CheckText("graphvis_node_label", config.GraphvisNodeLabel, problems);
        if (config.Schema is { } schema && schema.Contains('\0', StringComparison.Ordinal))
        {
            problems.Add(Problem("schema", "has a null character; send text."));
        }

        if (config.SecondaryIndices.Any(index => index.Name.Length == 0))
        {
            problems.Add(Problem("graph_config.secondary_indices", "has an index without a name."));
        }

        foreach (var index in config.SecondaryIndices)
        {
            CheckText("graph_config.secondary_indices", index.Name, problems);
        }

        if (config.SecondaryIndices.Select(index => index.Name).Distinct(StringComparer.Ordinal).Count() != config.SecondaryIndices.Length)
        {
            problems.Add(Problem("graph_config.secondary_indices", "names a property twice."));
        }
    }

    /// <summary>A problem with a setting.</summary>
    public static InputProblem Problem(string setting, string message) => new(setting.Length == 0 ? "runtime_config" : $"runtime_config.{setting}", message);

    private static void CheckSize(string setting, long? size, List<InputProblem> problems)
    {
        if (size is < 1 or > uint.MaxValue)
        {
            problems.Add(Problem(setting, $"is not a whole number from 1 to {uint.MaxValue}."));
        }
    }

    private static void CheckText(string setting, string? text, List<InputProblem> problems)
    {
        if (text is not null && (text.Length > NameLengthMax || text.Any(char.IsControl)))
        {
            problems.Add(Problem(setting, $"is longer than {NameLengthMax} characters, or has a control character."));
        }
    }
}
