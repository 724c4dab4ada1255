namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>A change of some fields of a definition.</summary>
/// <param name="Fields">The fields to change; the others of <paramref name="Values"/> are not read.</param>
/// <param name="Values">The new values.</param>
[GenerateSerializer, Immutable, Alias("SyncDefinitionChange")]
public sealed record SyncDefinitionChange([property: Id(0)] SyncDefinitionFields Fields, [property: Id(1)] SyncDefinitionSpec Values)
{
    /// <summary>The spec with the change made.</summary>
    public SyncDefinitionSpec ApplyTo(SyncDefinitionSpec spec) => new(
        Takes(SyncDefinitionFields.Name) ? Values.Name : spec.Name,
        Takes(SyncDefinitionFields.Description) ? Values.Description : spec.Description,
        Takes(SyncDefinitionFields.Direction) ? Values.Direction : spec.Direction,
        new TableReference(
            Takes(SyncDefinitionFields.TableSchema) ? Values.Table.Schema : spec.Table.Schema,
            Takes(SyncDefinitionFields.TableName) ? Values.Table.Table : spec.Table.Table),
        new ListReference(
            Takes(SyncDefinitionFields.ListSiteUrl) ? Values.List.SiteUrl : spec.List.SiteUrl,
            Takes(SyncDefinitionFields.ListName) ? Values.List.List : spec.List.List));

    private bool Takes(SyncDefinitionFields field) => (Fields & field) != 0;
}
