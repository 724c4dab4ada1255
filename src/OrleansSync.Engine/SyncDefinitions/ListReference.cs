namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>A SharePoint list by its site and its display name.</summary>
/// <param name="SiteUrl">https, up to 2,000 characters, no query and no fragment.</param>
/// <param name="List">1 to 255 characters.</param>
[GenerateSerializer, Immutable, Alias("ListReference")]
public sealed record ListReference([property: Id(0)] string SiteUrl, [property: Id(1)] string List);
