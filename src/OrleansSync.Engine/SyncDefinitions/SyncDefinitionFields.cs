namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>The parts of a spec that a change may name.</summary>
[Flags]
public enum SyncDefinitionFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="SyncDefinitionSpec.Name"/>.</summary>
    Name = 1,

    /// <summary><see cref="SyncDefinitionSpec.Description"/>.</summary>
    Description = 2,

    /// <summary><see cref="SyncDefinitionSpec.Direction"/>.</summary>
    Direction = 4,

    /// <summary><see cref="TableReference.Schema"/>.</summary>
    TableSchema = 8,

    /// <summary><see cref="TableReference.Table"/>.</summary>
    TableName = 16,

    /// <summary><see cref="ListReference.SiteUrl"/>.</summary>
    ListSiteUrl = 32,

    /// <summary><see cref="ListReference.List"/>.</summary>
    ListName = 64,

    /// <summary>Both parts of the table.</summary>
    Table = TableSchema | TableName,

    /// <summary>Both parts of the list.</summary>
    List = ListSiteUrl | ListName,

    /// <summary>Everything.</summary>
    All = Name | Description | Direction | Table | List,
}
