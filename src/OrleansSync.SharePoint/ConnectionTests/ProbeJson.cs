using System.Text.Json.Serialization;

namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>Texts in one form.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ProbeJson : JsonSerializerContext;
