using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Postgres.Introspection;

/// <summary>
/// How snapshots are kept. Every property is written, since a property that is left out would be read as its type's default, which an
/// immutable array cannot be used as; so one that is added later needs a default that can.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RelationInfo))]
[JsonSerializable(typeof(DriftFinding))]
[JsonSerializable(typeof(ImmutableSortedDictionary<int, Guid>))]
internal sealed partial class SchemaJson : JsonSerializerContext;
