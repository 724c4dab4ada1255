namespace OrleansSync.Engine.SharePointSites;

/// <summary>A site as the tenant describes it.</summary>
/// <param name="GraphId"><c>host,GUID,GUID</c>.</param>
/// <param name="SiteUrl">Its address; empty when the tenant gives none.</param>
/// <param name="DisplayName">What people see; may be empty.</param>
public sealed record FoundSite(string GraphId, string SiteUrl, string DisplayName);
