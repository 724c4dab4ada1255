using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Server.SyncDefinitions;

/// <summary>Sync definitions between the protocol and the engine.</summary>
internal static class SyncDefinitionMapping
{
    /// <summary>The definition as a caller sees it.</summary>
    public static V1.SyncDefinition ToProto(this SyncDefinition definition) => new()
    {
        Id = definition.Id.ToString(),
        Etag = definition.Etag,
        Name = definition.Spec.Name,
        Description = definition.Spec.Description,
        Direction = (V1.SyncDirection)definition.Spec.Direction,
        Table = new V1.TableReference { Schema = definition.Spec.Table.Schema, Table = definition.Spec.Table.Table },
        List = new V1.ListReference { SiteUrl = definition.Spec.List.SiteUrl, List = definition.Spec.List.List },
        CreateTime = Timestamp.FromDateTimeOffset(definition.CreatedAt),
        UpdateTime = Timestamp.FromDateTimeOffset(definition.UpdatedAt),
    };

    /// <summary>What the caller declares; what is absent is empty, and the validator says so.</summary>
    public static SyncDefinitionSpec ToSpec(this V1.SyncDefinition definition) => new(
        definition.Name,
        definition.Description,
        (SyncDirection)definition.Direction,
        new TableReference(definition.Table?.Schema ?? "", definition.Table?.Table ?? ""),
        new ListReference(definition.List?.SiteUrl ?? "", definition.List?.List ?? ""));

    /// <summary>The part of a request that must be there.</summary>
    public static V1.SyncDefinition Required(this V1.SyncDefinition? definition) =>
        definition ?? throw SyncException.Invalid("sync_definition", "is required.");
}
