using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using OrleansSync.Helix.Deployments;

namespace OrleansSync.Helix.RuntimeConfigs;

/// <summary>
/// Settings as the Helix CLI sends them and the runtime reads them from config.hx.json. An index is <c>{"Index":"name"}</c> or
/// <c>{"Unique":"name"}</c>. Unknown fields are ignored.
/// </summary>
public static class RuntimeConfigJson
{
    /// <summary>Reads settings.</summary>
    /// <param name="json">An object.</param>
    /// <param name="problems">Gets what has the wrong type.</param>
    public static RuntimeConfig? Read(JsonElement json, List<InputProblem> problems)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            problems.Add(RuntimeConfigRules.Problem("", "is not an object."));
            return null;
        }

        var vector = Find(json, "vector_config", "", JsonValueKind.Object, problems);
        var graph = Find(json, "graph_config", "", JsonValueKind.Object, problems);
        return new RuntimeConfig(
            Number(vector, "m", "vector_config.", problems),
            Number(vector, "ef_construction", "vector_config.", problems),
            Number(vector, "ef_search", "vector_config.", problems),
            Indices(Find(graph, "secondary_indices", "graph_config.", JsonValueKind.Array, problems), problems),
            Number(json, "db_max_size_gb", "", problems),
            Flag(json, "mcp", problems),
            Flag(json, "bm25", problems),
            Find(json, "schema", "", JsonValueKind.String, problems)?.GetString(),
            Find(json, "embedding_model", "", JsonValueKind.String, problems)?.GetString(),
            Find(json, "graphvis_node_label", "", JsonValueKind.String, problems)?.GetString());
    }

    /// <summary>Writes settings.</summary>
    public static string Write(RuntimeConfig config)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("vector_config");
            Write(json, "m", config.M);
            Write(json, "ef_construction", config.EfConstruction);
            Write(json, "ef_search", config.EfSearch);
            json.WriteEndObject();
            json.WriteStartObject("graph_config");
            json.WriteStartArray("secondary_indices");
            foreach (var index in config.SecondaryIndices)
            {
                json.WriteStartObject();
                json.WriteString(index.IsUnique ? "Unique" : "Index", index.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            Write(json, "db_max_size_gb", config.DbMaxSizeGb);
            Write(json, "mcp", config.Mcp);
            Write(json, "bm25", config.Bm25);
            json.WriteString("schema", config.Schema);
            json.WriteString("embedding_model", config.EmbeddingModel);
            json.WriteString("graphvis_node_label", config.GraphvisNodeLabel);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // Null when it is absent, null, or of another kind, which is a problem.
    private static JsonElement? Find(JsonElement? parent, string name, string path, JsonValueKind kind, List<InputProblem> problems)
    {
        if (parent is not { } found || !found.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        problems.Add(RuntimeConfigRules.Problem(path + name, $"is not {(kind is JsonValueKind.Number ? "a whole number" : $"of the kind {kind.ToString().ToLowerInvariant()}")}."));
        return null;
    }

    private static long? Number(JsonElement? parent, string name, string path, List<InputProblem> problems)
    {
        if (Find(parent, name, path, JsonValueKind.Number, problems) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        problems.Add(RuntimeConfigRules.Problem(path + name, "is not a whole number."));
        return null;
    }

    private static bool? Flag(JsonElement parent, string name, List<InputProblem> problems)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        problems.Add(RuntimeConfigRules.Problem(name, "is not true or false."));
        return null;
    }

    private static ImmutableArray<SecondaryIndex> Indices(JsonElement? array, List<InputProblem> problems)
    {
        var indices = ImmutableArray.CreateBuilder<SecondaryIndex>();
        foreach (var item in array?.EnumerateArray().ToList() ?? [])
        {
            if (item.ValueKind is JsonValueKind.String && item.ValueEquals("None"))
            {
                // The runtime's way to say that there is none.
                continue;
            }

            var (name, isUnique) = item.ValueKind is not JsonValueKind.Object ? (default, false)
                : item.TryGetProperty("Unique", out var unique) ? (unique, true)
                : item.TryGetProperty("Index", out var index) ? (index, false)
                : (default, false);
            if (name.ValueKind is JsonValueKind.String && name.GetString() is { } text)
            {
                indices.Add(new SecondaryIndex(text, isUnique));
            }
            else
            {
                problems.Add(RuntimeConfigRules.Problem("graph_config.secondary_indices", "has an entry that is not {\"Index\": \"name\"} or {\"Unique\": \"name\"}."));
            }
        }

        return indices.ToImmutable();
    }
}
