using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Helix.Clusters;

namespace OrleansSync.Postgres.Clusters;

/// <summary>Reads and writes the column <c>enterprise</c> without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(EnterpriseShape))]
internal sealed partial class StoredShape : JsonSerializerContext;
