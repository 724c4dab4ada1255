using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Postgres.SyncDefinitions;

/// <summary>A definition as it is kept in its row, in its versions and in stored answers. Names of properties are data, in here and in what it holds: added, never renamed.</summary>
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
    DateTimeOffset UpdatedAt,
    StoredSyncDefinition.Rest? More = null)
{
    public static string Write(SyncDefinition definition)
    {
        var spec = definition.Spec;
        var more = new Rest
        {
            DatabaseId = spec.DatabaseId,
            ListId = spec.List.ListId,
            Key = spec.Key,
            Cursor = spec.Cursor,
            Targets = spec.Targets,
            Mappings = spec.Mappings,
            Conflict = spec.Conflict,
            PushDeletes = spec.PushDeletes,
            PullDeletes = spec.PullDeletes,
            Guard = spec.Guard,
            ForeignEdits = spec.ForeignEdits,
            Owner = spec.Owner,
            Schedule = spec.Schedule,
            IsSuspended = spec.IsSuspended,
            MatchFields = spec.MatchFields,
            AuthorId = definition.AuthorId,
        };
        return JsonSerializer.Serialize(
            new StoredSyncDefinition(
                definition.Id.Value, definition.Revision, spec.Name, spec.Description, spec.Direction, spec.Table.Schema, spec.Table.Table,
                spec.List.SiteUrl, spec.List.List, definition.CreatedAt, definition.UpdatedAt, more),
            StoredSyncDefinitionJson.Default.StoredSyncDefinition);
    }

    public static SyncDefinition Read(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredSyncDefinitionJson.Default.StoredSyncDefinition)
            ?? throw new JsonException("A stored definition is empty.");
        var more = stored.More ?? new Rest();
        var spec = new SyncDefinitionSpec(
            stored.Name, stored.Description, stored.Direction, new TableReference(stored.TableSchema, stored.TableName),
            new ListReference(stored.SiteUrl, stored.ListName, more.ListId))
        {
            DatabaseId = more.DatabaseId,
            Key = more.Key,
            Cursor = more.Cursor,
            Targets = more.Targets,
            Mappings = more.Mappings,
            Conflict = more.Conflict,
            PushDeletes = more.PushDeletes,
            PullDeletes = more.PullDeletes,
            Guard = more.Guard,
            ForeignEdits = more.ForeignEdits,
            Owner = more.Owner,
            Schedule = more.Schedule,
            IsSuspended = more.IsSuspended,
            MatchFields = more.MatchFields.IsDefault ? [] : more.MatchFields,
        };
        return new SyncDefinition(new SyncDefinitionId(stored.Id), stored.Revision, spec, stored.CreatedAt, stored.UpdatedAt, more.AuthorId);
    }

    /// <summary>What came after the first version; absent in what was stored before.</summary>
    internal sealed record Rest
    {
        public Guid? DatabaseId { get; init; }

        public Guid? ListId { get; init; }

        public KeyChoice Key { get; init; } = SyncDefinitionSpec.Empty.Key;

        public CursorChoice Cursor { get; init; } = SyncDefinitionSpec.Empty.Cursor;

        public ImmutableArray<SyncTarget> Targets { get; init; } = [];

        public ImmutableArray<FieldMapping> Mappings { get; init; } = [];

        public ConflictChoice Conflict { get; init; } = SyncDefinitionSpec.Empty.Conflict;

        public DeletePolicy PushDeletes { get; init; } = SyncDefinitionSpec.Empty.PushDeletes;

        public DeletePolicy PullDeletes { get; init; } = SyncDefinitionSpec.Empty.PullDeletes;

        public DeleteGuard Guard { get; init; } = SyncDefinitionSpec.Empty.Guard;

        public ForeignEdits ForeignEdits { get; init; } = SyncDefinitionSpec.Empty.ForeignEdits;

        public string Owner { get; init; } = "";

        public SyncSchedule Schedule { get; init; } = SyncDefinitionSpec.Empty.Schedule;

        public bool IsSuspended { get; init; }

        public ImmutableArray<string> MatchFields { get; init; } = [];

        public Guid? AuthorId { get; init; }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(StoredSyncDefinition))]
internal sealed partial class StoredSyncDefinitionJson : JsonSerializerContext;
