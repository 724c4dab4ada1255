using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansSync.Postgres.GrainStorage;

/// <summary>How grain states are written; one set for each name that storage is registered under.</summary>
public sealed class PostgresGrainStorageOptions
{
    /// <summary>
    /// The JSON of the states. A server puts its source-generated contexts into the chain of resolvers; states of types
    /// that none of them knows are written by reflection. What was stored must stay readable.
    /// </summary>
    public JsonSerializerOptions Json { get; set; } = new()
    {
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // The text goes into a column, never into HTML; people read it there.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
