using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansSync.Bench.SharePoint;

/// <summary>The JSON between the processes, and of the report.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(Sample))]
[JsonSerializable(typeof(List<Figure>))]
internal sealed partial class BenchJson : JsonSerializerContext;
