namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>A SharePoint list: by its number in the catalog, or, in a draft, by its site and its name.</summary>
/// <param name="SiteUrl">The address of the site; with an id, as the catalog has it.</param>
/// <param name="List">The list's display name; with an id, as the catalog has it.</param>
/// <param name="ListId">The declared list; null in a draft.</param>
[GenerateSerializer, Immutable, Alias("ListReference")]
public sealed record ListReference([property: Id(0)] string SiteUrl, [property: Id(1)] string List, [property: Id(2)] Guid? ListId = null);
