using System.Collections.Immutable;

namespace OrleansSync.Helix.RuntimeConfigs;

/// <summary>What a database is run with, as the Helix CLI sends it since v2.3. What is null or empty is left to others.</summary>
/// <param name="M">Links of a vector to its neighbours.</param>
/// <param name="EfConstruction">Neighbours looked at when a vector is added.</param>
/// <param name="EfSearch">Neighbours looked at by a search.</param>
/// <param name="SecondaryIndices">Properties that nodes can be found by.</param>
/// <param name="DbMaxSizeGb">Gigabytes that the database may grow to.</param>
/// <param name="Mcp">Answers agents.</param>
/// <param name="Bm25">Searches texts.</param>
/// <param name="Schema">The schema's text.</param>
/// <param name="EmbeddingModel">The model that makes vectors of texts.</param>
/// <param name="GraphvisNodeLabel">The property that pictures show.</param>
[GenerateSerializer, Immutable, Alias("Helix.RuntimeConfig")]
public sealed record RuntimeConfig(
    [property: Id(0)] long? M,
    [property: Id(1)] long? EfConstruction,
    [property: Id(2)] long? EfSearch,
    [property: Id(3)] ImmutableArray<SecondaryIndex> SecondaryIndices,
    [property: Id(4)] long? DbMaxSizeGb,
    [property: Id(5)] bool? Mcp,
    [property: Id(6)] bool? Bm25,
    [property: Id(7)] string? Schema,
    [property: Id(8)] string? EmbeddingModel,
    [property: Id(9)] string? GraphvisNodeLabel)
{
    /// <summary>The settings for which both say something and not the same.</summary>
    public IEnumerable<string> Differences(RuntimeConfig other) => Fields().Zip(other.Fields())
        .Where(pair => pair.First.Value is { } one && pair.Second.Value is { } two && one != two)
        .Select(pair => pair.First.Name);

    /// <summary>These settings, and where they say nothing those of another.</summary>
    public RuntimeConfig Or(RuntimeConfig other) => new(
        M ?? other.M,
        EfConstruction ?? other.EfConstruction,
        EfSearch ?? other.EfSearch,
        SecondaryIndices.IsEmpty ? other.SecondaryIndices : SecondaryIndices,
        DbMaxSizeGb ?? other.DbMaxSizeGb,
        Mcp ?? other.Mcp,
        Bm25 ?? other.Bm25,
        Schema ?? other.Schema,
        EmbeddingModel ?? other.EmbeddingModel,
        GraphvisNodeLabel ?? other.GraphvisNodeLabel);

    private IEnumerable<(string Name, string? Value)> Fields() =>
    [
        ("vector_config.m", M?.ToString()),
        ("vector_config.ef_construction", EfConstruction?.ToString()),
        ("vector_config.ef_search", EfSearch?.ToString()),
        ("graph_config.secondary_indices", SecondaryIndices.IsEmpty ? null : string.Join('\n', SecondaryIndices.Select(index => $"{index.IsUnique} {index.Name}"))),
        ("db_max_size_gb", DbMaxSizeGb?.ToString()),
        ("mcp", Mcp?.ToString()),
        ("bm25", Bm25?.ToString()),
        ("schema", Schema),
        ("embedding_model", EmbeddingModel),
        ("graphvis_node_label", GraphvisNodeLabel),
    ];
}
