using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Bench.Push;

namespace OrleansSync.Bench.SharePoint;

/// <summary>The JSON between the processes, and of the report.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(Report))]
internal sealed partial class BenchJson : JsonSerializerContext;
