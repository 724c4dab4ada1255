using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansSync.Helix.Artifacts;

/// <summary>Reads and writes stored values without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredSource))]
[JsonSerializable(typeof(StoredInput))]
internal sealed partial class BundleJson : JsonSerializerContext;
