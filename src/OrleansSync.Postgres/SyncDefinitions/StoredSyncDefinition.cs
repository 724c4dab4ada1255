using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.SyncDefinitions;

/// <summary>A definition as it is kept in a stored answer. Its property names are data: the domain's may change, these may not.</summary>
internal sealed record StoredSyncDefinition(
    Guid Id,
    long Revision,
    string Name,
    string Description,
    SyncDirection Direction,
    string TableSchema,
    string TableName,
    string SiteUrl,
    string ListName,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static string Write(SyncDefinition definition)
    {
        var spec = definition.Spec;
        return JsonSerializer.Serialize(
            new StoredSyncDefinition(
                definition.Id.Value, definition.Revision, spec.Name, spec.Description, spec.Direction, spec.Table.Schema, spec.Table.Table,
                spec.List.SiteUrl, spec.List.List, definition.CreatedAt, definition.UpdatedAt),
            StoredSyncDefinitionJson.Default.StoredSyncDefinition);
    }

    public static SyncDefinition Read(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredSyncDefinitionJson.Default.StoredSyncDefinition)
            ?? throw new JsonException("A stored answer is empty.");
        return new SyncDefinition(
            new SyncDefinitionId(stored.Id),
            stored.Revision,
            new SyncDefinitionSpec(
                stored.Name, stored.Description, stored.Direction, new TableReference(stored.TableSchema, stored.TableName),
                new ListReference(stored.SiteUrl, stored.ListName)),
            stored.CreatedAt,
            stored.UpdatedAt);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredSyncDefinition))]
internal sealed partial class StoredSyncDefinitionJson : JsonSerializerContext;
